/**
 * What the example server offers: six tools, one resource and one prompt over the shop's books.
 *
 * Each tool says in its title, description, schemas and annotations what it does to the world, since that is all that an
 * agent, and whoever writes the policy, has to go by.
 */
import { type CallToolResult, McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Books, Invoice, Outcome } from "./books.js";

/** How often each tool has run, by its name. */
export type CallCounts = { readonly [tool: string]: number };

const clientShape = z.object({ id: z.number().int(), name: z.string(), email: z.string() });
const invoiceShape = z.object({
  id: z.number().int(),
  client_id: z.number().int(),
  description: z.string(),
  amount: z.number(),
  due_date: z.string(),
  status: z.enum(["unpaid", "paid"]),
});
const clientId = z.number().int().positive().describe("The client's number, as list_clients shows it");
const invoiceId = z.number().int().positive().describe("The invoice's number, as list_invoices shows it");

const euros = (cents: number): string => `€${(cents / 100).toFixed(2)}`;

const inThirtyDays = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

const shown = (invoice: Invoice) => ({
  id: invoice.id,
  client_id: invoice.clientId,
  description: invoice.description,
  amount: invoice.amountCents / 100,
  due_date: invoice.dueDate,
  status: invoice.status,
});

const said = (text: string, structuredContent: Record<string, unknown>): CallToolResult => ({
  content: [{ type: "text", text }],
  structuredContent,
});

function answered<T>(outcome: Outcome<T>, tell: (value: T) => CallToolResult): CallToolResult {
  return outcome.ok ? tell(outcome.value) : { isError: true, content: [{ type: "text", text: outcome.problem }] };
}

type Count = (tool: string) => void;

/** Makes one MCP server over `books`; `count` hears the name of each tool that runs. */
export function exampleServer(books: Books, count: Count): McpServer {
  const server = new McpServer({ name: "turnpike-example", title: "A small shop's books", version: "0.1.0" });
  registerReading(server, books, count);
  registerInvoicing(server, books, count);
  registerClients(server, books, count);
  registerSummary(server, books);
  return server;
}

function registerReading(server: McpServer, books: Books, count: Count): void {
  server.registerTool(
    "list_clients",
    {
      title: "List clients",
      description: "Everybody the shop sends invoices to, with number, name and e-mail address.",
      inputSchema: z.object({}),
      outputSchema: z.object({ clients: z.array(clientShape) }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    () => {
      count("list_clients");
      const clients = books.clients();
      return said(clients.map((each) => `${each.id}  ${each.name}`).join("\n"), { clients });
    },
  );
  server.registerTool(
    "list_invoices",
    {
      title: "List invoices",
      description: "The shop's invoices, all of them or those of one client or one status.",
      inputSchema: z.object({ client_id: clientId.optional(), status: z.enum(["unpaid", "paid"]).optional() }),
      outputSchema: z.object({ invoices: z.array(invoiceShape) }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ client_id, status }) => {
      count("list_invoices");
      const invoices = books.invoices({ clientId: client_id, status });
      const lines = invoices.map(
        (each) => `${each.id}  ${each.description}  ${euros(each.amountCents)}  ${each.status}`,
      );
      return said(lines.join("\n") || "no invoices", { invoices: invoices.map(shown) });
    },
  );
}

function registerInvoicing(server: McpServer, books: Books, count: Count): void {
  server.registerTool(
    "create_invoice",
    {
      title: "Create an invoice",
      description: "Writes a new, unpaid invoice to a client.",
      inputSchema: z.object({
        client_id: clientId,
        amount: z.number().min(0.01).max(1_000_000).describe("The total in euros; whole cents count"),
        description: z.string().min(1).max(200).describe("What it is for"),
        due_date: z.iso
          .date()
          .optional()
          .describe("When it is to be paid, YYYY-MM-DD; thirty days from now unless given"),
      }),
      outputSchema: invoiceShape,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
    },
    ({ client_id, amount, description, due_date: dueDate = inThirtyDays() }) => {
      count("create_invoice");
      const amountCents = Math.round(amount * 100);
      const created = books.createInvoice({ clientId: client_id, amountCents, description, dueDate });
      return answered(created, (invoice) => said(`invoice ${invoice.id} over ${euros(amountCents)}`, shown(invoice)));
    },
  );
  server.registerTool(
    "pay_invoice",
    {
      title: "Record a payment",
      description: "Marks an unpaid invoice as paid in full. This cannot be taken back.",
      inputSchema: z.object({ invoice_id: invoiceId }),
      outputSchema: invoiceShape,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
    },
    ({ invoice_id }) => {
      count("pay_invoice");
      return answered(books.payInvoice(invoice_id), (invoice) => said(`invoice ${invoice.id} is paid`, shown(invoice)));
    },
  );
}

function registerClients(server: McpServer, books: Books, count: Count): void {
  server.registerTool(
    "send_reminder",
    {
      title: "Send a reminder",
      description: "Mails the client a friendly word about an unpaid invoice. (Nothing is really sent.)",
      inputSchema: z.object({ invoice_id: invoiceId }),
      outputSchema: z.object({ invoice_id: z.number().int(), sent_to: z.string() }),
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
    },
    ({ invoice_id }) => {
      count("send_reminder");
      return answered(books.remind(invoice_id), ({ client }) =>
        said(`reminded ${client.name}`, { invoice_id, sent_to: client.email }),
      );
    },
  );
  server.registerTool(
    "delete_client",
    {
      title: "Delete a client",
      description: "Removes a client and every invoice of theirs, for good.",
      inputSchema: z.object({ client_id: clientId }),
      outputSchema: z.object({ client_id: z.number().int(), invoices_deleted: z.number().int() }),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ client_id }) => {
      count("delete_client");
      return answered(books.deleteClient(client_id), ({ client, invoicesDeleted }) =>
        said(`${client.name} is gone`, { client_id, invoices_deleted: invoicesDeleted }),
      );
    },
  );
}

function registerSummary(server: McpServer, books: Books): void {
  server.registerResource(
    "summary",
    "books://summary",
    { title: "The books at a glance", description: "What is open and what is paid.", mimeType: "text/plain" },
    (uri) => {
      const total = (status: Invoice["status"]) =>
        euros(books.invoices({ status }).reduce((sum, each) => sum + each.amountCents, 0));
      const text = `${books.clients().length} clients\nunpaid: ${total("unpaid")}\npaid: ${total("paid")}`;
      return { contents: [{ uri: uri.href, mimeType: "text/plain", text }] };
    },
  );
  server.registerPrompt(
    "chase_payments",
    {
      title: "Chase late payments",
      description: "Asks for a plan to collect what clients owe.",
      argsSchema: z.object({ tone: z.string().optional().describe("How to write to them, for instance: friendly") }),
    },
    ({ tone = "friendly" }) => ({
      messages: [
        {
          role: "user",
          content: { type: "text", text: `List the unpaid invoices and draft a ${tone} reminder for each client.` },
        },
      ],
    }),
  );
}
