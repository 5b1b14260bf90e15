/**
 * The names of the 62 tools of a WHMCS server, the size of catalogue that policies are written for.
 *
 * The fixtures give them loose schemas: what is under test is which call arrives, not what billing does with it.
 */

/** A tool as `tools/list` shows it. */
export type ListedTool = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: { readonly type: "object"; readonly [keyword: string]: unknown };
  readonly annotations: { readonly readOnlyHint: boolean; readonly destructiveHint: boolean };
};

/** All 62 names, in the server's own order. */
export const whmcsToolNames = [
  "whmcs_get_clients",
  "whmcs_get_client_details",
  "whmcs_add_client",
  "whmcs_update_client",
  "whmcs_delete_client",
  "whmcs_get_client_products",
  "whmcs_get_client_domains",
  "whmcs_get_products",
  "whmcs_get_product_groups",
  "whmcs_get_invoices",
  "whmcs_get_invoice",
  "whmcs_create_invoice",
  "whmcs_update_invoice",
  "whmcs_add_payment",
  "whmcs_apply_credit",
  "whmcs_get_transactions",
  "whmcs_get_tickets",
  "whmcs_get_ticket",
  "whmcs_open_ticket",
  "whmcs_add_ticket_reply",
  "whmcs_add_ticket_note",
  "whmcs_update_ticket",
  "whmcs_delete_ticket",
  "whmcs_get_support_departments",
  "whmcs_get_support_statuses",
  "whmcs_register_domain",
  "whmcs_transfer_domain",
  "whmcs_renew_domain",
  "whmcs_get_domain_whois",
  "whmcs_get_domain_nameservers",
  "whmcs_update_domain_nameservers",
  "whmcs_get_domain_lock_status",
  "whmcs_update_domain_lock_status",
  "whmcs_get_tld_pricing",
  "whmcs_get_orders",
  "whmcs_accept_order",
  "whmcs_cancel_order",
  "whmcs_delete_order",
  "whmcs_fraud_order",
  "whmcs_pending_order",
  "whmcs_get_servers",
  "whmcs_module_create",
  "whmcs_module_suspend",
  "whmcs_module_unsuspend",
  "whmcs_module_terminate",
  "whmcs_module_change_password",
  "whmcs_get_stats",
  "whmcs_get_admin_users",
  "whmcs_get_payment_methods",
  "whmcs_get_currencies",
  "whmcs_get_activity_log",
  "whmcs_log_activity",
  "whmcs_get_email_templates",
  "whmcs_send_email",
  "whmcs_get_todo_items",
  "whmcs_get_affiliates",
  "whmcs_activate_affiliate",
  "whmcs_get_promotions",
  "whmcs_get_quotes",
  "whmcs_create_quote",
  "whmcs_accept_quote",
  "whmcs_delete_quote",
] as const;

/** The 62 tools as they are listed; each takes any object. */
export const whmcsTools: readonly ListedTool[] = whmcsToolNames.map((name) => {
  const words = name.replace("whmcs_", "").replaceAll("_", " ");
  const reads = /^(get|list|search)\b/.test(words);
  return {
    name,
    title: words.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
    description: `WHMCS: ${words}. Takes what the billing API takes and answers with what it answers.`,
    inputSchema: { type: "object", properties: { clientid: { type: "number" } }, additionalProperties: true },
    annotations: { readOnlyHint: reads, destructiveHint: /^(delete|terminate|cancel)\b/.test(words) },
  };
});
