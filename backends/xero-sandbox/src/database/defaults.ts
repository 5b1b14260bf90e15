/**
 * What a new sandbox holds: two organisations, each with its chart of accounts and its tax rates, and nothing in their
 * books. They differ in currency, tax and financial year, so that it shows which one was chosen.
 */
import type { AccountRow, OrganisationRow, TaxRateRow } from "./ledger-tables.js";
import type { Db } from "./tables.js";

type Making = { readonly now: Date; readonly newId: () => string };

/** Writes the default data. */
export async function writeDefaults(db: Db, { now, newId }: Making): Promise<void> {
  const at = now.toISOString();
  for (const { rates, ...declared } of organisations) {
    const organisation = { ...declared, id: newId(), created_at: at };
    const { id: organisation_id } = organisation;
    await db.insertInto("organisations").values(organisation).execute();
    await db
      .insertInto("tax_rates")
      .values(rates.map((rate) => ({ ...rate, organisation_id })))
      .execute();
    const rows = accounts.map((account) => accountRow(account, { id: newId(), organisation_id, updated_at: at }));
    await db.insertInto("accounts").values(rows).execute();
  }
}

type Organisation = Omit<OrganisationRow, "id" | "created_at"> & {
  readonly rates: readonly Omit<TaxRateRow, "organisation_id">[];
};

function ratesOf(tax: string, rate_e2: number): Organisation["rates"] {
  return [
    { tax_type: "OUTPUT", name: `${tax} on Income`, rate_e2, sales: 1, purchases: 0 },
    { tax_type: "INPUT", name: `${tax} on Expenses`, rate_e2, sales: 0, purchases: 1 },
    { tax_type: "EXEMPTOUTPUT", name: `${tax} Free Income`, rate_e2: 0, sales: 1, purchases: 0 },
    { tax_type: "EXEMPTEXPENSES", name: `${tax} Free Expenses`, rate_e2: 0, sales: 0, purchases: 1 },
    { tax_type: "NONE", name: "Tax Exempt", rate_e2: 0, sales: 1, purchases: 1 },
  ];
}

const organisations: readonly Organisation[] = [
  {
    name: "Harbour Street Studio",
    short_code: "!hs001",
    base_currency: "EUR",
    country_code: "IE",
    version: "GLOBAL",
    timezone: "GMTSTANDARDTIME",
    tax_number: "IE1234567T",
    year_end_day: 31,
    year_end_month: 12,
    is_demo: 0,
    rates: ratesOf("VAT", 2000),
  },
  {
    name: "Banksia Road Foods",
    short_code: "!br002",
    base_currency: "AUD",
    country_code: "AU",
    version: "AU",
    timezone: "AUSEASTERNSTANDARDTIME",
    tax_number: "51824753556",
    year_end_day: 30,
    year_end_month: 6,
    is_demo: 0,
    rates: ratesOf("GST", 1000),
  },
];

type Declared = readonly [code: string, name: string, type: string, taxType: string, more?: Partial<AccountRow>];

const accounts: readonly Declared[] = [
  ["090", "Business Account", "BANK", "NONE", { bank_account_number: "0909001234567", takes_payments: 1 }],
  ["091", "Savings Account", "BANK", "NONE", { bank_account_number: "0909007654321", takes_payments: 1 }],
  ["120", "Accounts Receivable", "CURRENT", "NONE", { system_account: "DEBTORS" }],
  ["130", "Prepayments", "PREPAYMENT", "NONE"],
  ["140", "Inventory", "INVENTORY", "NONE"],
  ["150", "Office Equipment", "FIXED", "INPUT"],
  ["151", "Less Accumulated Depreciation on Office Equipment", "FIXED", "NONE"],
  ["180", "Long-term Deposits", "NONCURRENT", "NONE"],
  ["200", "Sales", "REVENUE", "OUTPUT"],
  ["260", "Other Revenue", "REVENUE", "OUTPUT"],
  ["270", "Interest Income", "OTHERINCOME", "NONE"],
  ["310", "Cost of Goods Sold", "DIRECTCOSTS", "INPUT"],
  ["400", "Advertising", "EXPENSE", "INPUT"],
  ["404", "Bank Fees", "EXPENSE", "NONE"],
  ["429", "General Expenses", "EXPENSE", "INPUT"],
  ["445", "Light, Power, Heating", "OVERHEADS", "INPUT"],
  ["453", "Office Expenses", "EXPENSE", "INPUT"],
  ["469", "Rent", "OVERHEADS", "INPUT"],
  ["477", "Wages and Salaries", "EXPENSE", "NONE"],
  ["485", "Subscriptions", "EXPENSE", "INPUT"],
  ["489", "Telephone and Internet", "EXPENSE", "INPUT"],
  ["493", "Travel", "EXPENSE", "INPUT"],
  ["800", "Accounts Payable", "CURRLIAB", "NONE", { system_account: "CREDITORS" }],
  ["820", "Sales Tax", "CURRLIAB", "NONE", { system_account: "GST" }],
  ["860", "Rounding", "CURRLIAB", "NONE", { system_account: "ROUNDING" }],
  ["900", "Loan", "TERMLIAB", "NONE", { takes_payments: 1 }],
  ["960", "Retained Earnings", "EQUITY", "NONE", { system_account: "RETAINEDEARNINGS" }],
  ["970", "Owner Funds Introduced", "EQUITY", "NONE", { takes_payments: 1 }],
  ["980", "Owner Drawings", "EQUITY", "NONE", { takes_payments: 1 }],
];

const classes: Readonly<Record<string, AccountRow["class"]>> = {
  BANK: "ASSET",
  CURRENT: "ASSET",
  PREPAYMENT: "ASSET",
  INVENTORY: "ASSET",
  FIXED: "ASSET",
  NONCURRENT: "ASSET",
  REVENUE: "REVENUE",
  OTHERINCOME: "REVENUE",
  DIRECTCOSTS: "EXPENSE",
  EXPENSE: "EXPENSE",
  OVERHEADS: "EXPENSE",
  CURRLIAB: "LIABILITY",
  TERMLIAB: "LIABILITY",
  EQUITY: "EQUITY",
};

type Keys = Pick<AccountRow, "id" | "organisation_id" | "updated_at">;

function accountRow([code, name, type, tax_type, more = {}]: Declared, keys: Keys): AccountRow {
  return {
    ...keys,
    code,
    name,
    type,
    class: classes[type] ?? "ASSET",
    status: "ACTIVE",
    description: "",
    tax_type,
    system_account: null,
    bank_account_number: null,
    takes_payments: 0,
    ...more,
  };
}
