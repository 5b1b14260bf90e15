/**
 * How the books are set up. Names are those of WHMCS's own configuration where it has one; values are text, as they are
 * read and written by GetConfigurationValue and SetConfigurationValue. What is not stored has its default.
 */
import type { Db } from "../database/tables.js";

/** Every setting with its default. */
export const settingDefaults = {
  CompanyName: "Company Name",
  Email: "billing@company.example",
  SystemURL: "",
  InvoicePayTo: "Company Name",
  /** `on` or empty. */
  TaxEnabled: "on",
  /** `Exclusive` or `Inclusive`. */
  TaxType: "Exclusive",
  TaxL2Compound: "",
  /** `on`: tax is rounded line by line; empty: once, on the sum. */
  TaxPerLineItem: "",
  /** An invoice without a due date is due so many days after its date. */
  CreateInvoiceDaysBefore: "14",
  /** By how much the id of an invoice grows. */
  InvoiceIncrement: "1",
  /** `on`: invoices get numbers of their own when they are created. */
  CustomInvoiceNumbering: "",
  CustomInvoiceNumberFormat: "{NUMBER}",
  CustomInvoiceNumber: "1",
  /** `on`: invoices get a number when they are paid. */
  SequentialInvoiceNumbering: "",
  SequentialInvoiceNumberFormat: "{NUMBER}",
  SequentialInvoiceNumberValue: "1",
  /** `on`: the invoice's date becomes the day on which it is paid. */
  SequentialInvoiceSetDate: "",
  /** `monthly`, `annually` or empty: when the numbers begin again. */
  InvoiceNumberReset: "",
  /** `on`: an invoice that was published cannot be changed, as in WHMCS 9. */
  ImmutableInvoices: "",
  /** `on`: CreateInvoice answers the status after credit was applied, not the one at creation. */
  TruthfulCreateStatus: "",
  /** `on`: actions that WHMCS does not have are answered too. */
  ApiExtensions: "",
  /** `on`: unknown payment methods and repeated transaction ids are refused. */
  StrictPayments: "",
  /** `on`: GetInvoice answers an invoice without transactions as the documentation prints it, with an empty text. */
  StrictDocumentation: "",
  /** `on`: DeleteOrder deletes orders of any status, as it once did. */
  DeleteAnyOrder: "",
  /** Skips the check of the caller's address when it is sent as `accesskey`. Empty: there is none. */
  APIAccessKey: "",
  TicketMask: "%n%n%n%n%n%n",
  /** Whether projects can be created. */
  ProjectManagement: "on",
} as const;

export type SettingName = keyof typeof settingDefaults;
export type Settings = Readonly<Record<SettingName, string>>;

/** All settings as they stand. */
export async function readSettings(db: Db): Promise<Settings> {
  const stored = await db.selectFrom("settings").select(["setting", "value"]).execute();
  return { ...settingDefaults, ...Object.fromEntries(stored.map(({ setting, value }) => [setting, value])) };
}

/** Whether there is such a setting; names are spelt exactly. */
export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settingDefaults, name);
}

/** Stores one setting. */
export async function writeSetting(db: Db, setting: SettingName, value: string): Promise<void> {
  await db
    .insertInto("settings")
    .values({ setting, value })
    .onConflict((conflict) => conflict.column("setting").doUpdateSet({ value }))
    .execute();
}

/** Whether a switch is on. */
export function isOn(value: string): boolean {
  return value === "on" || value === "1" || value === "true";
}
