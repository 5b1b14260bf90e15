/** The installation itself: what is for sale, its staff, figures, mail and log. */
import { expect } from "vitest";
import type { Fields, Step } from "../../support/step.js";
import type { Company } from "../company.js";

const count = (list: unknown, key: string): number => ((list as Fields)[key] as readonly unknown[]).length;

export const installationSteps: readonly Step<Company>[] = [
  {
    tool: "whmcs_get_products",
    args: () => ({ pid: 2 }),
    async check(company, { answer }) {
      const row = await company.row("products", 2);
      expect(answer).toMatchObject({ products: { product: [{ pid: 2, name: row?.name, gid: row?.group_id }] } });
    },
  },
  {
    tool: "whmcs_get_product_groups",
    args: () => ({}),
    async check(company, { answer }) {
      // The action that lists groups is no action of WHMCS: the tool puts them together from the products.
      const products = (await company.rows("products")).map(({ name }) => name);
      expect(answer).toMatchObject({ totalresults: 1, productgroups: { productgroup: [{ id: 1, products }] } });
    },
  },
  {
    tool: "whmcs_get_stats",
    args: async (company) => {
      await company.order();
      return {};
    },
    async check(company, { answer }) {
      const waiting = (await company.rows("orders")).filter(({ status }) => status === "Pending");
      expect(answer.orders_pending).toBe(waiting.length);
    },
  },
  {
    tool: "whmcs_get_admin_users",
    args: () => ({}),
    async check(company, { answer }) {
      const staff = (await company.rows("admins")).map(({ id, username }) => ({ id, username }));
      expect(answer).toMatchObject({ count: staff.length, admin_users: staff });
    },
  },
  {
    tool: "whmcs_get_payment_methods",
    args: () => ({}),
    async check(company, { answer }) {
      const methods = (await company.rows("payment_methods")).filter((row) => row.is_active === 1);
      expect(count(answer.paymentmethods, "paymentmethod")).toBe(methods.length);
      expect(JSON.stringify(answer)).toContain('"module":"banktransfer"');
    },
  },
  {
    tool: "whmcs_get_currencies",
    args: () => ({}),
    async check(company, { answer }) {
      const currency = (await company.rows("currencies")).map(({ id, code }) => ({ id: String(id), code }));
      expect(answer).toMatchObject({ totalresults: currency.length, currencies: { currency } });
    },
  },
  {
    tool: "whmcs_get_activity_log",
    args: async (company) => {
      const clientid = await company.client();
      await company.call("LogActivity", { clientid, description: "rang them up" });
      return { userid: clientid, description: "rang" };
    },
    async check(company, { args, answer }) {
      const entries = (await company.rows("activity_log")).filter((row) => row.client_id === args.userid);
      const entry = entries.find((row) => row.description === "rang them up");
      expect(answer).toMatchObject({ activity: { entry: [{ id: entry?.id, description: "rang them up" }] } });
    },
  },
  {
    tool: "whmcs_log_activity",
    args: async (company) => ({ userid: await company.client(), description: "looked into it" }),
    async check(company, { args }) {
      const entries = (await company.rows("activity_log")).filter((row) => row.description === args.description);
      expect(entries.map((row) => row.client_id)).toContain(args.userid);
    },
  },
  {
    tool: "whmcs_get_email_templates",
    args: () => ({ type: "invoice" }),
    async check(company, { answer }) {
      const templates = (await company.rows("email_templates")).filter((row) => row.type === "invoice");
      expect(count(answer.emailtemplates, "emailtemplate")).toBe(templates.length);
    },
  },
  {
    tool: "whmcs_send_email",
    args: async (company) => ({
      ...{ id: await company.client(), customtype: "general", customsubject: "Hello" },
      custommessage: "<p>We are moving.</p>",
    }),
    async check(company, { args }) {
      const mails = (await company.rows("outbox")).filter((mail) => mail.client_id === args.id);
      expect(mails).toMatchObject([{ subject: "Hello", html: expect.stringContaining("We are moving.") }]);
    },
  },
  {
    tool: "whmcs_get_todo_items",
    args: async (company) => {
      await company.write("todo_items", { date: "2026-03-10", title: "Ring the bank" });
      return {};
    },
    async check(company, { answer }) {
      const item = (await company.rows("todo_items")).map(({ title, status }) => ({ title, status }));
      expect(answer).toMatchObject({ totalresults: item.length, items: { item } });
    },
  },
  {
    tool: "whmcs_get_promotions",
    args: async (company) => {
      await company.write("promotions", { code: "SPRING", type: "Percentage", value_e2: 10_00 });
      return {};
    },
    async check(company, { answer }) {
      const promotion = (await company.rows("promotions")).map(({ code, type }) => ({ code, type }));
      expect(answer).toMatchObject({ totalresults: promotion.length, promotions: { promotion } });
    },
  },
];
