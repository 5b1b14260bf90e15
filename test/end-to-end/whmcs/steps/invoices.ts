/** Invoices, what is paid for them, and quotes. */
import { expect } from "vitest";
import type { Step } from "../../support/step.js";
import type { Company } from "../company.js";

const lines = { itemdescription: ["Hosting"], itemamount: [20], itemtaxed: [false] };

async function invoice(company: Company, status = "Unpaid"): Promise<{ invoiceid: number; userid: number }> {
  const userid = await company.client();
  const line = { itemdescription1: "Hosting", itemamount1: 20, itemtaxed1: false };
  const { invoiceid } = await company.call("CreateInvoice", { userid, status, ...line });
  return { invoiceid: Number(invoiceid), userid };
}

async function quoteOf(company: Company): Promise<{ quoteid: number }> {
  const userid = await company.client();
  const wanted = { subject: "A site", stage: "Delivered", validuntil: "2099-12-31", userid };
  return { quoteid: Number((await company.call("CreateQuote", wanted)).quoteid) };
}

export const invoiceSteps: readonly Step<Company>[] = [
  {
    tool: "whmcs_get_invoices",
    args: async (company) => ({ userid: (await invoice(company)).userid }),
    async check(company, { args, answer }) {
      const [row] = (await company.rows("invoices")).filter((each) => each.client_id === args.userid);
      expect(answer).toMatchObject({ totalresults: 1, invoices: { invoice: [{ id: row?.id, total: "20.00" }] } });
    },
  },
  {
    tool: "whmcs_get_invoice",
    args: async (company) => ({ invoiceid: (await invoice(company)).invoiceid }),
    async check(company, { args, answer }) {
      const row = await company.row("invoices", args.invoiceid);
      expect(answer).toMatchObject({ invoiceid: row?.id, userid: row?.client_id, status: "Unpaid", balance: "20.00" });
    },
  },
  {
    tool: "whmcs_create_invoice",
    args: async (company) => ({ userid: await company.client(), notes: "as agreed", ...lines }),
    async check(company, { args, answer }) {
      const written = { client_id: args.userid, status: "Unpaid", total: 20_00, notes: "as agreed" };
      expect(await company.row("invoices", answer.invoiceid)).toMatchObject(written);
      const items = (await company.rows("invoice_items")).filter((item) => item.invoice_id === answer.invoiceid);
      expect(items).toMatchObject([{ description: "Hosting", amount: 20_00, taxed: 0 }]);
    },
  },
  {
    tool: "whmcs_update_invoice",
    args: async (company) => ({ invoiceid: (await invoice(company, "Draft")).invoiceid, publish: true, notes: "sent" }),
    async check(company, { args }) {
      expect(await company.row("invoices", args.invoiceid)).toMatchObject({ status: "Unpaid", notes: "sent" });
    },
  },
  {
    tool: "whmcs_add_payment",
    args: async (company) => {
      const { invoiceid } = await invoice(company);
      return { invoiceid, transid: `T-${invoiceid}`, gateway: "banktransfer", amount: 12.5, noemail: true };
    },
    async check(company, { args }) {
      expect(await company.row("invoices", args.invoiceid)).toMatchObject({ paid: 12_50, status: "Unpaid" });
      const booked = (await company.rows("transactions")).filter((each) => each.transaction_id === args.transid);
      expect(booked).toMatchObject([{ invoice_id: args.invoiceid, amount_in: 12_50 }]);
    },
  },
  {
    tool: "whmcs_apply_credit",
    args: async (company) => {
      const { invoiceid, userid } = await invoice(company);
      await company.call("AddCredit", { clientid: userid, description: "overpaid", amount: 7 });
      return { invoiceid, amount: 7, noemail: true };
    },
    async check(company, { args }) {
      const row = await company.row("invoices", args.invoiceid);
      expect(row).toMatchObject({ credit: 7_00, total: 13_00 });
      expect(await company.row("clients", row?.client_id)).toMatchObject({ credit: 0 });
    },
  },
  {
    tool: "whmcs_get_transactions",
    args: async (company) => {
      const { invoiceid } = await invoice(company);
      await company.call("AddInvoicePayment", { invoiceid, transid: `S-${invoiceid}`, gateway: "mailin", amount: 5 });
      return { invoiceid };
    },
    async check(company, { args, answer }) {
      const [row] = (await company.rows("transactions")).filter((each) => each.invoice_id === args.invoiceid);
      const shown = { id: String(row?.id), transid: row?.transaction_id, amountin: "5.00" };
      expect(answer).toMatchObject({ totalresults: 1, transactions: { transaction: [shown] } });
    },
  },
  {
    tool: "whmcs_get_quotes",
    args: (company) => quoteOf(company),
    async check(company, { args, answer }) {
      const { subject, stage } = (await company.row("quotes", args.quoteid)) ?? {};
      expect(answer).toMatchObject({ totalresults: 1, quotes: { quote: [{ id: args.quoteid, subject, stage }] } });
    },
  },
  {
    tool: "whmcs_create_quote",
    args: async (company) => ({
      ...{ subject: "A new site", stage: "Draft", validuntil: "2099-12-31", userid: await company.client() },
    }),
    async check(company, { args, answer }) {
      const { subject, stage, userid } = args;
      const written = { subject, stage, client_id: userid, valid_until: "2099-12-31" };
      expect(await company.row("quotes", answer.quoteid)).toMatchObject(written);
    },
  },
  {
    tool: "whmcs_accept_quote",
    args: (company) => quoteOf(company),
    async check(company, { args, answer }) {
      const quote = await company.row("quotes", args.quoteid);
      expect(quote).toMatchObject({ stage: "Accepted", invoice_id: answer.invoiceid });
      expect(await company.row("invoices", answer.invoiceid)).toMatchObject({ client_id: quote?.client_id });
    },
  },
  {
    tool: "whmcs_delete_quote",
    args: (company) => quoteOf(company),
    async check(company, { args }) {
      expect(await company.row("quotes", args.quoteid)).toBeUndefined();
    },
  },
];
