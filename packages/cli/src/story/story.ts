/**
 * The story: an agent that does its work at a company's books, makes the mistakes that agents make, and meets the policy
 * of the demonstration. Every line tells of a call that was made and of the answer that came.
 */
import { setTimeout as wait } from "node:timers/promises";
import { invoicePath } from "@turnpike/billing";
import { readLog } from "@turnpike/control";
import type { LogRecord } from "@turnpike/store";
import { time } from "../output/times.js";
import type { Stage } from "./stage.js";
import type { Answer, Teller } from "./teller.js";

type Fields = Readonly<Record<string, unknown>>;
type Answered = { readonly refused: string | undefined; readonly fields: Fields };
type Invoice = { readonly userid: number; readonly itemdescription: string[]; readonly itemamount: number[] };

const limit = 30;
/** A loop that nobody stopped would end here. */
const patience = 3 * limit;
/** All calls of the loop belong into one minute of the clock, and they take a second or two. */
const loopMs = 15_000;

/** Plays it and tells it; `startCommand` is what serves the books afterwards. */
export async function playStory(stage: Stage, teller: Teller, startCommand: string): Promise<void> {
  await introduce(stage, teller);
  await looksAround(stage, teller);
  const invoice = await choosesAClient(stage, teller);
  const invoiceid = await repeatsItself(stage, teller, invoice);
  await slips(stage, teller, invoice);
  await obeysAStranger(stage, teller, invoice.userid);
  await recordsAPayment(stage, teller, invoiceid);
  await isInTheLog(stage, teller);
  const { billing, booksUrl } = stage.company;
  const url = booksUrl + (await invoicePath(billing.db, invoiceid));
  teller.ends({ id: invoiceid, url }, startCommand);
}

async function introduce(stage: Stage, teller: Teller): Promise<void> {
  const { totalresults: clients } = await inTheBooks(stage, "GetClients", { limitnum: 1 });
  teller.begins("An agent at the books of Northwind Hosting");
  teller.says(
    `The company bills ${clients} clients, and an agent helps. Turnpike stands between the agent and the ` +
      `billing system. Its policy: look everything up, write invoices of up to 5000, ${limit} a minute, ` +
      "record payments of up to 500.",
  );
}

async function looksAround({ agent }: Stage, teller: Teller): Promise<void> {
  teller.scene("The agent asks what it may do");
  const { tools } = await agent.listTools();
  const text = `${tools.length} of the server's 62 tools; the others do not exist for it`;
  teller.answered("tools/list", { ok: true, text });
}

async function choosesAClient(stage: Stage, teller: Teller): Promise<Invoice> {
  teller.scene("It looks a client up");
  const { fields } = await call(stage, "whmcs_get_clients", { status: "Active", limitnum: 1 });
  const [client] = (fields.clients as { client: readonly Fields[] }).client;
  const text = `${client?.firstname} ${client?.lastname}, ${client?.companyname}`;
  teller.answered("whmcs_get_clients", { ok: true, text });
  return { userid: Number(client?.id), itemdescription: ["Setup", "Support"], itemamount: [120, 35] };
}

async function repeatsItself(stage: Stage, teller: Teller, invoice: Invoice): Promise<number> {
  teller.scene("It writes an invoice, and a bug in its loop writes it again and again");
  const left = 60_000 - (Date.now() % 60_000);
  if (left < loopMs) {
    teller.waits(`limits count minutes of the clock: the next one begins in ${Math.ceil(left / 1000)} s`);
    await wait(left);
  }
  const before = await invoicesOf(stage, invoice.userid);
  const ids: number[] = [];
  let answer = await call(stage, "whmcs_create_invoice", invoice);
  while (answer.refused === undefined && ids.length < patience) {
    ids.push(Number(answer.fields.invoiceid));
    answer = await call(stage, "whmcs_create_invoice", invoice);
  }
  const [first] = ids;
  teller.answered(`whmcs_create_invoice, ${ids.length} times`, {
    ok: true,
    text: `invoices ${first} to ${ids.at(-1)}`,
  });
  teller.answered(`whmcs_create_invoice, once more`, outcome(answer));
  const added = (await invoicesOf(stage, invoice.userid)) - before;
  teller.says(`The books have ${added} new invoices, and not one more.`);
  return Number(first);
}

async function slips(stage: Stage, teller: Teller, invoice: Invoice): Promise<void> {
  teller.scene("A decimal point slips");
  const itemamount = invoice.itemamount.map((amount) => amount * 100);
  const answer = await call(stage, "whmcs_create_invoice", { ...invoice, itemamount });
  teller.answered(`whmcs_create_invoice, itemamount ${itemamount.join(" + ")}`, outcome(answer));
}

async function obeysAStranger(stage: Stage, teller: Teller, clientid: number): Promise<void> {
  teller.scene("A mail that it read tells it to delete the client");
  teller.answered("whmcs_delete_client", outcome(await call(stage, "whmcs_delete_client", { clientid })));
  const { result } = await inTheBooks(stage, "GetClientsDetails", { clientid });
  if (result === "success") teller.says("The client is still there.");
}

async function recordsAPayment(stage: Stage, teller: Teller, invoiceid: number): Promise<void> {
  teller.scene("The client has paid, and it records the payment");
  const payment = { invoiceid, transid: `DEMO-${invoiceid}`, gateway: "banktransfer", amount: 155 };
  teller.answered("whmcs_add_payment, amount 155", outcome(await call(stage, "whmcs_add_payment", payment)));
  const { status } = await inTheBooks(stage, "GetInvoice", { invoiceid });
  teller.says(`Invoice ${invoiceid} is ${String(status)}.`);
}

async function isInTheLog({ control }: Stage, teller: Teller): Promise<void> {
  teller.scene("All of it is in the log: who, what, which rule, never an argument's value");
  const kinds = new Map<string, { record: LogRecord; times: number }>();
  for await (const record of readLog(control, {})) {
    const { name, outcome: what, rule } = record;
    const kind = JSON.stringify([name, what, what === "allow" ? "" : rule]);
    kinds.set(kind, { record, times: (kinds.get(kind)?.times ?? 0) + 1 });
  }
  const rows = [...kinds.values()].map(({ record: { at, name, outcome: what, rule }, times }) => [
    time(at).slice(11, 19),
    what === "allow" ? "✓" : "✗",
    times > 1 ? `${name} ×${times}` : name,
    what === "allow" ? "" : rule,
  ]);
  teller.lists(["time", "", "call", "rule"], rows);
}

/** Calls a tool as any client does. */
async function call({ agent }: Stage, name: string, args: Fields): Promise<Answered> {
  const { isError, content, structuredContent } = await agent.callTool({ name, arguments: { ...args } });
  const [block] = content;
  const text = block?.type === "text" ? block.text : "";
  return { refused: isError === true ? text : undefined, fields: (structuredContent ?? {}) as Fields };
}

const outcome = ({ refused }: Answered): Answer => ({ ok: refused === undefined, text: refused ?? "done" });

/** Asks the books themselves, past the agent and the gateway. */
async function inTheBooks({ company }: Stage, action: string, values: Fields): Promise<Fields> {
  return (await company.billing.localApi(action, values)) as Fields;
}

async function invoicesOf(stage: Stage, userid: number): Promise<number> {
  return Number((await inTheBooks(stage, "GetInvoices", { userid, limitnum: 1 })).totalresults);
}
