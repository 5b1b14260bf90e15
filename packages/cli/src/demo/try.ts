/**
 * What to try on the demonstration: one command each to see a call allowed, denied and limited. They send what any
 * client may send without opening a session, so that a short curl is enough: without a version header the protocol
 * takes a request for one of revision 2025-03-26.
 */

/** Something to try: what it shows, and the command. */
export interface Trial {
  readonly shows: string;
  readonly command: string;
}

/** The commands, for the demonstration's address and token. */
export function trials(url: string, token: string): readonly Trial[] {
  const invoice = (amount: number) =>
    call(url, token, "create_invoice", { client_id: 1, amount, description: "Chairs" });
  return [
    { shows: "allowed: an invoice over 120", command: invoice(120) },
    { shows: "denied: an invoice over 5000, since the policy says up to 1000", command: invoice(5000) },
    {
      shows: "limited: three invoices a minute pass, the one above counted; then it says when to come back",
      command: fourTimes(invoice(20)),
    },
  ];
}

function fourTimes(command: string): string {
  return `for i in 1 2 3 4; do ${command}; echo; done`;
}

function call(url: string, token: string, tool: string, args: object): string {
  const body = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: tool, arguments: args } };
  return [
    `curl -sS ${url}`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(body)}'`,
  ].join(" \\\n  ");
}
