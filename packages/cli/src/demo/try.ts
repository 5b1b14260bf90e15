/**
 * What to try on the demonstration: one command each to see a call allowed, denied and limited. They speak revision
 * 2026-07-28 of the protocol, in which one request is a whole call, so that plain curl is enough.
 */

/** Something to try: what it shows, and the command. */
export interface Trial {
  readonly shows: string;
  readonly command: string;
}

const revision = "2026-07-28";

/** The commands, for the demonstration's address and token. */
export function trials(url: string, token: string): readonly Trial[] {
  const invoice = (amount: number) =>
    call(url, token, "create_invoice", { client_id: 1, amount, description: "Chairs" });
  return [
    { shows: "allowed: an invoice over 120", command: invoice(120) },
    { shows: "denied: an invoice over 5000, since the policy says up to 1000", command: invoice(5000) },
    { shows: "limited: three invoices a minute pass, the others wait", command: fiveTimes(invoice(20)) },
  ];
}

function fiveTimes(command: string): string {
  return `for i in 1 2 3 4 5; do ${command}; echo; done`;
}

function call(url: string, token: string, tool: string, args: object): string {
  const headers = [
    `Authorization: Bearer ${token}`,
    "Content-Type: application/json",
    "Accept: application/json, text/event-stream",
    `MCP-Protocol-Version: ${revision}`,
    "Mcp-Method: tools/call",
    `Mcp-Name: ${tool}`,
  ];
  const key = (name: string) => `io.modelcontextprotocol/${name}`;
  const meta = { [key("protocolVersion")]: revision, [key("clientCapabilities")]: {} };
  const body = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: tool, arguments: args, _meta: meta } };
  const options = headers.map((header) => `  -H '${header}' \\\n`).join("");
  return `curl -sS ${url} \\\n${options}  -d '${JSON.stringify(body)}'`;
}
