/** Clients, what they have, and who earns commission. */
import { expect } from "vitest";
import type { Step } from "../../support/step.js";
import type { Company } from "../company.js";

export const clientSteps: readonly Step<Company>[] = [
  {
    tool: "whmcs_get_clients",
    args: () => ({ limitnum: 1000 }),
    async check(company, { answer }) {
      expect(answer.totalresults).toBe((await company.rows("clients")).length);
    },
  },
  {
    tool: "whmcs_get_client_details",
    args: async (company) => ({ clientid: await company.client() }),
    async check(company, { args, answer }) {
      const { email } = (await company.row("clients", args.clientid)) ?? {};
      expect(answer).toMatchObject({ client: { id: args.clientid, email } });
    },
  },
  {
    tool: "whmcs_add_client",
    args: () => ({
      ...{ firstname: "Björn", lastname: "Ångström", email: `new-${process.hrtime.bigint()}@example.com` },
      ...{ address1: "Storgatan 1", city: "Umeå", state: "Västerbotten", postcode: "903 26", country: "SE" },
      ...{ phonenumber: "090123456", password2: "a password of their own", noemail: true },
    }),
    async check(company, { args, answer }) {
      const { email, lastname, city } = args;
      expect(await company.row("clients", answer.clientid)).toMatchObject({ email, lastname, city });
    },
  },
  {
    tool: "whmcs_update_client",
    args: async (company) => ({ clientid: await company.client(), city: "Portland", status: "Inactive" }),
    async check(company, { args }) {
      const changed = { city: "Portland", status: "Inactive", firstname: "Ann" };
      expect(await company.row("clients", args.clientid)).toMatchObject(changed);
    },
  },
  {
    tool: "whmcs_delete_client",
    args: async (company) => ({ clientid: (await company.order()).clientId }),
    async check(company, { args }) {
      expect(await company.row("clients", args.clientid)).toBeUndefined();
      for (const table of ["invoices", "services", "domains", "orders"] as const) {
        expect((await company.rows(table)).filter((row) => row.client_id === args.clientid)).toEqual([]);
      }
    },
  },
  {
    tool: "whmcs_get_client_products",
    args: async (company) => ({ clientid: (await company.order()).clientId }),
    async check(company, { args, answer }) {
      const [service] = (await company.rows("services")).filter((row) => row.client_id === args.clientid);
      expect(answer).toMatchObject({ products: { product: [{ id: String(service?.id), status: "Pending" }] } });
    },
  },
  {
    tool: "whmcs_get_client_domains",
    args: async (company) => ({ clientid: (await company.order()).clientId }),
    async check(company, { args, answer }) {
      const [domain] = (await company.rows("domains")).filter((row) => row.client_id === args.clientid);
      expect(answer).toMatchObject({ domains: { domain: [{ id: String(domain?.id), domainname: domain?.domain }] } });
    },
  },
  {
    tool: "whmcs_get_affiliates",
    args: async (company) => {
      await company.call("AffiliateActivate", { userid: await company.client() });
      return {};
    },
    async check(company, { answer }) {
      expect(answer.totalresults).toBe((await company.rows("affiliates")).length);
      expect(answer.totalresults).toBeGreaterThan(0);
    },
  },
  {
    tool: "whmcs_activate_affiliate",
    args: async (company) => ({ userid: await company.client() }),
    async check(company, { args }) {
      expect((await company.rows("affiliates")).filter((row) => row.client_id === args.userid)).toHaveLength(1);
    },
  },
];
