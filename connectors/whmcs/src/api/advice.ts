/**
 * What to do about WHMCS's error messages.
 *
 * The messages name no parameter, and several mean something else than a reader expects. Each row is the beginning of a
 * message, letter case aside, and the sentence that an agent, or the person it reports to, needs beside it.
 */

const operator = "Only the operator of this server can change that; tell them";

const rows: readonly (readonly [beginning: string, sentence: string])[] = [
  ["Invalid IP", `${operator} to allow this address in WHMCS's API security settings or to set WHMCS_ACCESS_KEY.`],
  ["Authentication Failed", `${operator} to check WHMCS_API_IDENTIFIER and WHMCS_API_SECRET.`],
  ["Invalid or missing credentials", `${operator} to check WHMCS_API_IDENTIFIER and WHMCS_API_SECRET.`],
  ["Access Denied", `${operator} to give the API user's administrator role the API Access permission.`],
  ["Invalid Permissions", `${operator} to allow the action in the API role of the credentials.`],
  ["Invalid API Action", "This installation does not have the action: it is older than this server expects."],
  ["Client ID Not Found", "whmcs_get_clients shows the ids of clients; an invoice, order or user id is no client id."],
  ["Client Not Found", "whmcs_get_clients finds clients by name, company and e-mail address."],
  ["Invoice ID Not Found", "whmcs_get_invoices shows ids; `invoicenum`, the number printed on an invoice, is no id."],
  ["Invoice Not in Unpaid Status", "Credit goes only to an invoice whose status is Unpaid; publish a draft first."],
  ["Amount exceeds customer credit balance", "whmcs_get_client_details shows the client's `credit`."],
  ["Amount Exceeds Invoice Balance", "whmcs_get_invoice shows the `balance` that is still to pay."],
  ["It is not possible to add a payment to an invoice that is Cancelled", "Nothing was booked."],
  ["Invoice must be in Draft status", "Only a draft can be published; this invoice was published before."],
  [
    "Cannot create and send a draft invoice",
    "Leave out `sendinvoice`; publish the draft later with whmcs_update_invoice.",
  ],
  ["Quote ID Not Found", "whmcs_get_quotes shows the ids of quotes."],
  ["Ticket ID Not Found", "whmcs_get_tickets shows `id`; `tid`, the number that clients see, is no ticket id."],
  ["Department ID not found", "whmcs_get_support_departments shows the ids of departments."],
  ["Invalid Ticket Status", "whmcs_get_support_statuses shows the statuses of this installation."],
  ["Order ID not found or Status not Pending", "whmcs_get_orders shows the order's status; `ordernum` is no id."],
  ["Order ID Not Found", "whmcs_get_orders shows `id`; `ordernum`, the number that clients see, is no order id."],
  ["The order status must be in Cancelled or Fraud", "Cancel the order first with whmcs_cancel_order."],
  [
    "Service ID Not Found",
    "whmcs_get_client_products shows services under `id`; `pid`, the product, is no service id.",
  ],
  ["Service not assigned to a module", "This service has nothing to provision; staff handle it by hand."],
  ["Domain ID Not Found", "whmcs_get_client_domains shows the ids of domains."],
  ["Domain Not Found", "whmcs_get_client_domains shows the domains that an order has put into WHMCS."],
  ["Email Template not found", "whmcs_get_email_templates shows the names, which must match to the letter."],
  ["A related ID is required", "Give `id`: of the client, invoice, service, domain or ticket the message is about."],
  ["A user already exists with that email address", "The client may exist: look with whmcs_get_clients first."],
  ["The email address entered is not available", "The client may exist: look with whmcs_get_clients first."],
];

/** What to add to a message of WHMCS; `undefined` where it speaks for itself. */
export function advice(message: string): string | undefined {
  const said = message.toLowerCase();
  return rows.find(([beginning]) => said.startsWith(beginning.toLowerCase()))?.[1];
}
