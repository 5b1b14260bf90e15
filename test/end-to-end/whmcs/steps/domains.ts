/** Domains at their registrar, and what they cost. */
import { expect } from "vitest";
import type { Fields, Step } from "../../support/step.js";
import type { Company } from "../company.js";

const ordered = async (company: Company) => ({ domainid: (await company.order()).domainId });

async function registered(company: Company): Promise<{ domainid: number }> {
  const domain = await ordered(company);
  await company.call("DomainRegister", domain);
  return domain;
}

/** What the registrar has on record about it. */
async function recordOf(company: Company, { domainid }: Fields): Promise<Fields | undefined> {
  const { domain } = (await company.row("domains", domainid)) ?? {};
  return (await company.rows("registrar_records")).find((row) => row.domain === domain);
}

export const domainSteps: readonly Step<Company>[] = [
  {
    tool: "whmcs_register_domain",
    args: ordered,
    async check(company, { args }) {
      expect(await company.row("domains", args.domainid)).toMatchObject({ status: "Active" });
      expect(await recordOf(company, args)).toMatchObject({ registered: expect.any(String) });
    },
  },
  {
    tool: "whmcs_transfer_domain",
    args: ordered,
    async check(company, { args }) {
      expect(await company.row("domains", args.domainid)).toMatchObject({ status: "Pending Transfer" });
    },
  },
  {
    tool: "whmcs_renew_domain",
    args: registered,
    async check(company, { args }) {
      const { registered: from, expires } = (await recordOf(company, args)) ?? {};
      const years = Number(String(expires).slice(0, 4)) - Number(String(from).slice(0, 4));
      expect(years).toBe(2);
      expect(await company.row("domains", args.domainid)).toMatchObject({ expires });
    },
  },
  {
    tool: "whmcs_get_domain_whois",
    args: registered,
    async check(company, { args, answer }) {
      const { contacts } = (await recordOf(company, args)) ?? {};
      const { Registrant } = JSON.parse(String(contacts)) as { Registrant: Fields };
      expect(Registrant.Last_Name).toBe("Author");
      expect(answer).toMatchObject({ Registrant });
    },
  },
  {
    tool: "whmcs_get_domain_nameservers",
    args: registered,
    async check(company, { args, answer }) {
      const { nameservers } = (await recordOf(company, args)) ?? {};
      expect([answer.ns1, answer.ns2]).toEqual(JSON.parse(String(nameservers)));
    },
  },
  {
    tool: "whmcs_update_domain_nameservers",
    args: async (company) => ({ ...(await registered(company)), ns1: "ns1.example.net", ns2: "ns2.example.net" }),
    async check(company, { args }) {
      const { nameservers } = (await recordOf(company, args)) ?? {};
      expect(JSON.parse(String(nameservers))).toEqual(["ns1.example.net", "ns2.example.net"]);
    },
  },
  {
    tool: "whmcs_get_domain_lock_status",
    args: registered,
    async check(company, { args, answer }) {
      expect(await recordOf(company, args)).toMatchObject({ locked: 1 });
      expect(answer).toMatchObject({ lockstatus: "locked" });
    },
  },
  {
    tool: "whmcs_update_domain_lock_status",
    args: async (company) => ({ ...(await registered(company)), lockstatus: false }),
    async check(company, { args }) {
      expect(await recordOf(company, args)).toMatchObject({ locked: 0 });
    },
  },
  {
    tool: "whmcs_get_tld_pricing",
    args: () => ({}),
    async check(company, { answer }) {
      const endings = (await company.rows("tlds")).map(({ tld }) => tld);
      expect(Object.keys(answer.pricing as Fields).sort()).toEqual(endings.sort());
    },
  },
];
