/**
 * The server that is measured has 62 tools, as many as the WHMCS server, described so that their list is about 40 kB.
 * Everything here is made from a table: two runs on two machines send the same bytes.
 */

const things = ["client", "invoice", "order", "quote", "ticket", "domain", "service", "product"];
const verbs = ["get", "list", "create", "update", "delete", "search", "export"];
const others = ["billing_get_stats", "billing_get_currencies", "billing_get_gateways", "billing_add_note"];

/** The names of the 62 tools; the eight `billing_delete_*` are the ones that the policy hides. */
export const toolNames: readonly string[] = [
  ...things.flatMap((thing) => verbs.map((verb) => `billing_${verb}_${thing}`)),
  ...others,
  "billing_send_message",
  "billing_apply_credit",
];

/** The tool that is called. */
export const calledTool = "billing_create_invoice";

/** The prefix of the tools that the policy hides. */
export const hiddenPrefix = "billing_delete_";

/** The tools as `tools/list` gives them. */
export function toolDefinitions(): readonly object[] {
  return toolNames.map((name) => {
    const words = name.replace("billing_", "").replaceAll("_", " ");
    return {
      name,
      title: words,
      description: `Tool to ${words} in the billing system. Give the fields that the operation needs; amounts are in the client's currency.`,
      inputSchema: {
        type: "object",
        properties: {
          userid: { type: "integer", description: "number of the client that this is about" },
          status: { type: "string", enum: ["Draft", "Unpaid", "Paid", "Cancelled"] },
          itemamount: { type: "array", items: { type: "number" }, description: "amounts of the lines" },
          notes: { type: "string", description: "free text that people see" },
        },
        required: ["userid"],
        additionalProperties: false,
      },
    };
  });
}
