/**
 * What the 15 tools need of an organisation, and no more. Apps made since March 2026 are given the fine scopes only, older
 * ones may have the broad ones only: https://developer.xero.com/documentation/guides/oauth2/scopes/.
 */

const common = ["accounting.settings.read", "accounting.contacts"];

/** For the apps of today. */
export const fineScopes = [
  ...common,
  "accounting.invoices",
  "accounting.banktransactions",
  "accounting.payments.read",
  "accounting.reports.balancesheet.read",
].join(" ");

/** For the apps of before. */
export const broadScopes = [...common, "accounting.transactions", "accounting.reports.read"].join(" ");

/** What makes a sign-in last. */
export const lasting = "offline_access";
