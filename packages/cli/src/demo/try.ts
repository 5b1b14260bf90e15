/**
 * What to try on the demonstration: one command each to see a call allowed, denied and limited. They are calls of the
 * newer protocol generation, where one request is all, so that curl is enough.
 */

/** Something to try: what it shows, and the command. */
export interface Trial {
  readonly shows: string;
  readonly command: string;
}

/** The function of the shell that the commands call. */
export function shellFunction(url: string, token: string): string {
  const revision = "2026-07-28";
  const meta = `{"io.modelcontextprotocol/protocolVersion":"${revision}","io.modelcontextprotocol/clientCapabilities":{}}`;
  const params = `{"name":"'"$1"'","arguments":'"$2"',"_meta":${meta}}`;
  return [
    "call() {",
    `  curl -sS ${url} \\`,
    `    -H 'Authorization: Bearer ${token}' \\`,
    "    -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \\",
    `    -H 'MCP-Protocol-Version: ${revision}' -H 'Mcp-Method: tools/call' -H "Mcp-Name: $1" \\`,
    `    -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}'`,
    "  echo",
    "}",
  ].join("\n");
}

/** The commands. */
export const trials: readonly Trial[] = [
  { shows: "allowed: an invoice over 120", command: invoice(120) },
  { shows: "denied: an invoice over 6000, since the policy says up to 5000", command: invoice(6000) },
  {
    shows: "limited: thirty invoices a minute pass, the one above counted; then it says when to come back",
    command: `for i in $(seq 31); do ${invoice(20)}; done | tail -1`,
  },
];

function invoice(amount: number): string {
  return `call whmcs_create_invoice '${JSON.stringify({ userid: 1, itemdescription: ["Chairs"], itemamount: [amount] })}'`;
}
