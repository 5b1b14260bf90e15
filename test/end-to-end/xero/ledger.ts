/** The books that the calls of the end-to-end tests are about: what they need is put there, and what they did is read. */
import { randomUUID } from "node:crypto";
import type { Sandbox } from "@turnpike/xero-sandbox";

type Row = Readonly<Record<string, unknown>>;
type Table = Parameters<Sandbox["db"]["insertInto"]>[0];

/** The tables behind the API, and the calls that prepare them. */
export type Ledger = {
  readonly tenantId: string;
  /** Asks the API without going through Turnpike; throws when it is refused. The first element of the answer's list. */
  put(kind: string, element: Row): Promise<Row>;
  /** The rows of this organisation. */
  rows(table: Table): Promise<readonly Row[]>;
  row(table: Table, id: unknown): Promise<Row | undefined>;
  /** The lines of a document, in their order. */
  linesOf(documentId: unknown): Promise<readonly Row[]>;
  /** The id of a contact of its own for whoever asks. */
  contact(): Promise<string>;
  /** A sales invoice of one line, 100.00 without tax. */
  invoice(status?: string): Promise<{ invoiceId: string; contactId: string; lineId: string }>;
  /** Money spent, 25.50 without tax. */
  spent(): Promise<{ transactionId: string; contactId: string }>;
};

type Door = { readonly apiUrl: string; readonly token: string; readonly tenantId: string };

/** Reads and prepares the books of one organisation. */
export function ledgerIn({ db }: Sandbox, { apiUrl, token, tenantId }: Door): Ledger {
  const put: Ledger["put"] = async (kind, element) => {
    const response = await fetch(`${apiUrl}/api.xro/2.0/${kind}`, {
      method: "PUT",
      headers: {
        authorization: `Bearer ${token}`,
        "xero-tenant-id": tenantId,
        "content-type": "application/json",
        accept: "application/json",
      },
      body: JSON.stringify({ [kind]: [element] }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${kind} was refused: ${text}`);
    return (JSON.parse(text) as Record<string, readonly Row[]>)[kind]?.[0] ?? {};
  };
  const all = (table: Table) =>
    db
      .selectFrom(table as "invoices")
      .selectAll()
      .execute() as Promise<readonly Row[]>;
  const rows: Ledger["rows"] = async (table) =>
    (await all(table)).filter(({ organisation_id = tenantId }) => organisation_id === tenantId);
  const contact = async () => String((await put("Contacts", { Name: `Contact ${randomUUID()}` })).ContactID);
  return {
    tenantId,
    put,
    rows,
    row: async (table, id) => (await rows(table)).find((row) => row.id === id),
    linesOf: async (documentId) =>
      (await rows("line_items"))
        .filter(({ document_id }) => document_id === documentId)
        .sort((one, other) => Number(one.position) - Number(other.position)),
    contact,
    async invoice(status = "DRAFT") {
      const contactId = await contact();
      const dated = { Date: "2026-01-10", DueDate: "2026-02-10" };
      const line = { Description: "Advice", Quantity: 2, UnitAmount: 50, AccountCode: "200", TaxType: "NONE" };
      const Contact = { ContactID: contactId };
      const made = await put("Invoices", { Type: "ACCREC", Status: status, Contact, ...dated, LineItems: [line] });
      const [first] = made.LineItems as readonly Row[];
      return { invoiceId: String(made.InvoiceID), contactId, lineId: String(first?.LineItemID) };
    },
    async spent() {
      const contactId = await contact();
      const line = { Description: "Paper", Quantity: 1, UnitAmount: 25.5, AccountCode: "453", TaxType: "NONE" };
      const made = await put("BankTransactions", {
        Type: "SPEND",
        Contact: { ContactID: contactId },
        BankAccount: { Code: "090" },
        Date: "2026-01-12",
        LineItems: [line],
      });
      return { transactionId: String(made.BankTransactionID), contactId };
    },
  };
}
