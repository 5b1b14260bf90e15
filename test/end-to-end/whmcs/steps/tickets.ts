/** Support: tickets, and how they are sorted. */
import { expect } from "vitest";
import type { Step } from "../../support/step.js";
import type { Company } from "../company.js";

async function ticket(company: Company): Promise<{ ticketid: number }> {
  const clientid = await company.client();
  const { id } = await company.call("OpenTicket", { deptid: 1, subject: "It is down", message: "Help", clientid });
  return { ticketid: Number(id) };
}

export const ticketSteps: readonly Step<Company>[] = [
  {
    tool: "whmcs_get_tickets",
    args: async (company) => {
      const { ticketid } = await ticket(company);
      return { clientid: (await company.row("tickets", ticketid))?.client_id };
    },
    async check(company, { args, answer }) {
      const [row] = (await company.rows("tickets")).filter((each) => each.client_id === args.clientid);
      expect(answer).toMatchObject({ totalresults: 1, tickets: { ticket: [{ id: row?.id, subject: row?.subject }] } });
    },
  },
  {
    tool: "whmcs_get_ticket",
    args: (company) => ticket(company),
    async check(company, { args, answer }) {
      const row = await company.row("tickets", args.ticketid);
      expect(answer).toMatchObject({ ticketid: row?.id, subject: row?.subject, status: "Open" });
    },
  },
  {
    tool: "whmcs_open_ticket",
    args: async (company) => ({
      deptid: 1,
      subject: "No mail",
      message: "Since today",
      clientid: await company.client(),
    }),
    async check(company, { args, answer }) {
      const { subject, clientid } = args;
      expect(await company.row("tickets", answer.id)).toMatchObject({ subject, client_id: clientid, status: "Open" });
    },
  },
  {
    tool: "whmcs_add_ticket_reply",
    args: async (company) => ({ ...(await ticket(company)), message: "It is up again", adminusername: "admin" }),
    async check(company, { args }) {
      const replies = (await company.rows("ticket_replies")).filter((each) => each.ticket_id === args.ticketid);
      expect(replies).toMatchObject([{ message: args.message }]);
      expect(await company.row("tickets", args.ticketid)).toMatchObject({ status: "Answered" });
    },
  },
  {
    tool: "whmcs_add_ticket_note",
    args: async (company) => ({ ...(await ticket(company)), message: "only us" }),
    async check(company, { args }) {
      const notes = (await company.rows("ticket_notes")).filter((each) => each.ticket_id === args.ticketid);
      expect(notes).toMatchObject([{ message: "only us" }]);
    },
  },
  {
    tool: "whmcs_update_ticket",
    args: async (company) => ({ ...(await ticket(company)), status: "Closed", priority: "High" }),
    async check(company, { args }) {
      expect(await company.row("tickets", args.ticketid)).toMatchObject({ status: "Closed", priority: "High" });
    },
  },
  {
    tool: "whmcs_delete_ticket",
    args: (company) => ticket(company),
    async check(company, { args }) {
      expect(await company.row("tickets", args.ticketid)).toBeUndefined();
    },
  },
  {
    tool: "whmcs_get_support_departments",
    args: () => ({}),
    async check(company, { answer }) {
      const department = (await company.rows("departments")).map(({ id, name }) => ({ id: String(id), name }));
      expect(answer).toMatchObject({ totalresults: department.length, departments: { department } });
    },
  },
  {
    tool: "whmcs_get_support_statuses",
    args: () => ({}),
    async check(company, { answer }) {
      const status = (await company.rows("ticket_statuses")).map(({ title }) => ({ title }));
      expect(answer).toMatchObject({ totalresults: status.length, statuses: { status } });
    },
  },
];
