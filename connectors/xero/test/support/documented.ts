/** The 15 tools as users know them: names, parameters and the operation behind each. */
import { readFileSync } from "node:fs";

type Parameter = {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Parameter;
  readonly properties?: Readonly<Record<string, Parameter>>;
};

/** One tool. */
export type Documented = {
  readonly name: string;
  readonly operation_id: string | null;
  /** Method and path, such as `GET /Invoices/{InvoiceID}`. */
  readonly http: string | null;
  readonly input_schema: {
    readonly properties: Readonly<Record<string, Parameter>>;
    readonly required?: readonly string[];
  };
};

export const documented = JSON.parse(
  readFileSync(new URL("../data/tools.json", import.meta.url), "utf8"),
) as readonly Documented[];

/** What this server takes beside the known parameters. */
export const added: Readonly<Record<string, readonly string[]>> = {
  list_organisations: ["tenant"],
  list_accounts: ["tenant"],
  list_contacts: ["pageSize", "tenant"],
  create_contacts: ["idempotencyKey", "tenant"],
  list_invoices: ["pageSize", "tenant"],
  get_invoice: ["tenant"],
  update_invoice: ["removeLineItems", "tenant"],
  list_bank_transactions: ["pageSize", "tenant"],
  get_bank_transaction: ["tenant"],
  create_bank_transactions: ["unitdp", "idempotencyKey", "tenant"],
  update_bank_transaction: ["removeLineItems", "tenant"],
  list_payments: ["pageSize", "tenant"],
  list_quotes: ["tenant"],
  get_balance_sheet: [
    ..."date periods timeframe trackingOptionID1 trackingOptionID2 standardLayout paymentsOnly tenant".split(" "),
  ],
};

/** What is required here although it need not be given elsewhere, where nothing would be created. */
export const required: Readonly<Record<string, readonly string[]>> = {
  create_contacts: ["Contacts"],
  create_bank_transactions: ["BankTransactions"],
};
