/**
 * The books of a small shop, kept in memory: a handful of clients and their invoices.
 *
 * The example server is what a newcomer points Turnpike at first, so its domain is one where "what may an agent do?" is
 * felt at once: looking is harmless, an invoice costs somebody money, a payment closes it, and a deleted client is gone.
 * Amounts are whole cents inside, so that totals stay exact; the doors speak in units of the currency.
 */

/** Somebody the shop sends invoices to. */
export type Client = { readonly id: number; readonly name: string; readonly email: string };

/** What has become of an invoice. */
export type InvoiceStatus = "unpaid" | "paid";

/** One invoice; `amountCents` is its total. */
export type Invoice = {
  readonly id: number;
  readonly clientId: number;
  readonly description: string;
  readonly amountCents: number;
  readonly dueDate: string;
  readonly status: InvoiceStatus;
};

/** What an operation gives: its value, or a sentence saying why not. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** What a new invoice is made of; `dueDate` is YYYY-MM-DD. */
export type NewInvoice = Pick<Invoice, "clientId" | "description" | "amountCents" | "dueDate">;

/** The shop's books. Every reading is a copy; nothing survives the process. */
export type Books = {
  clients(): readonly Client[];
  invoices(filter?: { clientId?: number | undefined; status?: InvoiceStatus | undefined }): readonly Invoice[];
  createInvoice(invoice: NewInvoice): Outcome<Invoice>;
  payInvoice(id: number): Outcome<Invoice>;
  remind(invoiceId: number): Outcome<{ invoice: Invoice; client: Client }>;
  deleteClient(id: number): Outcome<{ client: Client; invoicesDeleted: number }>;
};

const firstClients: readonly Client[] = [
  { id: 1, name: "Marlow & Finch Joinery", email: "accounts@marlow-finch.example" },
  { id: 2, name: "Saltmarsh Bakery", email: "hello@saltmarsh.example" },
  { id: 3, name: "Orrery Bicycles", email: "books@orrery.example" },
  { id: 4, name: "Quill Stationers", email: "desk@quill.example" },
];

const firstInvoices: readonly Invoice[] = [
  { id: 1001, clientId: 1, description: "Oak shelving", amountCents: 48_000, dueDate: "2026-01-15", status: "paid" },
  {
    id: 1002,
    clientId: 2,
    description: "Counter repair",
    amountCents: 12_550,
    dueDate: "2026-02-01",
    status: "unpaid",
  },
  {
    id: 1003,
    clientId: 3,
    description: "Window lettering",
    amountCents: 31_999,
    dueDate: "2026-02-20",
    status: "unpaid",
  },
];

const found = <T>(value: T | undefined, what: string): Outcome<T> =>
  value === undefined ? { ok: false, problem: `${what} does not exist` } : { ok: true, value };

/** Opens the books with the same few clients and invoices each time. */
export function openBooks(): Books {
  const clients = new Map(firstClients.map((client) => [client.id, client]));
  const invoices = new Map(firstInvoices.map((invoice) => [invoice.id, invoice]));
  let lastInvoiceId = Math.max(...invoices.keys());
  const client = (id: number) => found(clients.get(id), `client ${id}`);
  const invoice = (id: number) => found(invoices.get(id), `invoice ${id}`);

  return {
    clients: () => [...clients.values()],

    invoices: ({ clientId, status } = {}) =>
      [...invoices.values()].filter(
        (each) =>
          (clientId === undefined || each.clientId === clientId) && (status === undefined || each.status === status),
      ),

    createInvoice(wanted) {
      const owner = client(wanted.clientId);
      if (!owner.ok) return owner;
      lastInvoiceId += 1;
      const created: Invoice = { id: lastInvoiceId, ...wanted, status: "unpaid" };
      invoices.set(created.id, created);
      return { ok: true, value: created };
    },

    payInvoice(id) {
      const open = invoice(id);
      if (!open.ok) return open;
      if (open.value.status === "paid") return { ok: false, problem: `invoice ${id} is paid already` };
      const paid: Invoice = { ...open.value, status: "paid" };
      invoices.set(id, paid);
      return { ok: true, value: paid };
    },

    remind(id) {
      const due = invoice(id);
      if (!due.ok) return due;
      if (due.value.status === "paid") return { ok: false, problem: `invoice ${id} is paid already` };
      const owner = client(due.value.clientId);
      return owner.ok ? { ok: true, value: { invoice: due.value, client: owner.value } } : owner;
    },

    deleteClient(id) {
      const gone = client(id);
      if (!gone.ok) return gone;
      const owned = [...invoices.values()].filter((each) => each.clientId === id);
      for (const each of owned) invoices.delete(each.id);
      clients.delete(id);
      return { ok: true, value: { client: gone.value, invoicesDeleted: owned.length } };
    },
  };
}
