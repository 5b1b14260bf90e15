/** What each scope means to the person who grants it. */

const areas: Readonly<Record<string, string>> = {
  settings: "the organisation's settings and chart of accounts",
  contacts: "contacts",
  invoices: "invoices, bills and quotes",
  transactions: "invoices, quotes, bank transactions and payments",
  banktransactions: "bank transactions",
  payments: "payments",
  reports: "reports",
  "reports.balancesheet": "the balance sheet",
};

const others: Readonly<Record<string, string>> = {
  openid: "Know that it is you",
  profile: "See your name",
  email: "See your email address",
  offline_access: "Keep this access until you disconnect it",
};

/** The scope in words. */
export function scopeInWords(scope: string): string {
  const [, area = "", reading] = /^accounting\.(.+?)(\.read)?$/.exec(scope) ?? [];
  const what = areas[area];
  if (what === undefined) return others[scope] ?? scope;
  return reading === undefined ? `See and change ${what}` : `See ${what}`;
}
