/** The chart of accounts. */
import { sql } from "kysely";
import type { AccountRow } from "../database/ledger-tables.js";
import { writeMoment } from "../http/dates.js";
import { listConditions } from "../http/list.js";
import { done, type Operation } from "../http/operation.js";
import { pageOf } from "../http/paging.js";
import type { Fields } from "../where/fields.js";
import { parseOrder } from "../where/order.js";

const fields: Fields = {
  AccountID: { type: "guid", sql: sql`accounts.id` },
  Code: { type: "text", sql: sql`accounts.code` },
  Name: { type: "text", sql: sql`accounts.name` },
  Type: { type: "text", sql: sql`accounts.type` },
  Class: { type: "text", sql: sql`accounts.class` },
  Status: { type: "text", sql: sql`accounts.status` },
  TaxType: { type: "text", sql: sql`accounts.tax_type` },
  Description: { type: "text", sql: sql`accounts.description` },
  SystemAccount: { type: "text", sql: sql`accounts.system_account` },
  BankAccountNumber: { type: "text", sql: sql`accounts.bank_account_number` },
  EnablePaymentsToAccount: { type: "flag", sql: sql`accounts.takes_payments` },
  UpdatedDateUTC: { type: "moment", sql: sql`accounts.updated_at` },
};

/** The operation `getAccounts`. */
export const getAccounts: Operation = {
  name: "getAccounts",
  method: "GET",
  path: "Accounts",
  need: { area: "settings", writes: false },
  async answer({ db, organisation }, request) {
    const query = db
      .selectFrom("accounts")
      .selectAll()
      .where((eb) => eb.and(listConditions(request, "accounts", organisation.id, fields)));
    const order = parseOrder(request.parameters.text("order"), fields);
    const { rows } = await pageOf(query, { order, last: sql`accounts.code`, paging: undefined });
    return done({ Accounts: rows.map((row) => writeAccount(row, organisation.base_currency)) });
  },
};

function writeAccount(row: AccountRow, currency: string) {
  const bank = { BankAccountNumber: row.bank_account_number ?? "", BankAccountType: "BANK", CurrencyCode: currency };
  return {
    AccountID: row.id,
    Code: row.code,
    Name: row.name,
    Status: row.status,
    Type: row.type,
    TaxType: row.tax_type,
    Description: row.description,
    Class: row.class,
    ...(row.system_account === null ? {} : { SystemAccount: row.system_account }),
    EnablePaymentsToAccount: row.takes_payments === 1,
    ShowInExpenseClaims: false,
    ...(row.type === "BANK" ? bank : {}),
    ReportingCode: row.class,
    HasAttachments: false,
    UpdatedDateUTC: writeMoment(row.updated_at),
    AddToWatchlist: false,
  };
}
