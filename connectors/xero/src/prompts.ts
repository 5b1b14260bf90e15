/**
 * Prompts: the recurring pieces of work, as instructions that name the tools and the points where a person decides.
 *
 * Arguments of prompts are text in the protocol, whatever they mean.
 */
import type { McpServer } from "@modelcontextprotocol/server";
import { isCalendarDate, prompt } from "@turnpike/connector-kit";
import { z } from "zod";

const organisation = z
  .string()
  .min(1)
  .optional()
  .describe("The organisation, by name or id; needed where several are connected");
const ofOrganisation = (named: string | undefined): string =>
  named === undefined ? "" : ` Give tenant "${named}" with every call.`;

const rows = [
  prompt({
    name: "overdue-invoices",
    title: "Overdue invoices",
    description: "Who owes us money that should have come, and what to do about it.",
    args: {
      daysOverdue: z.string().regex(/^\d+$/, "must be a number").describe("How many days overdue, at least"),
      organisation,
    },
    text: ({ daysOverdue, organisation: named }) =>
      `Find the sales invoices that are at least ${daysOverdue} days overdue.${ofOrganisation(named)}\n` +
      '1. list_invoices with statuses AUTHORISED, where Type=="ACCREC" AND AmountDue>0 and a DueDate that long ago; read every page.\n' +
      "2. Look in list_payments and list_bank_transactions of the last days for money that has come but is not booked against them.\n" +
      "3. Show me a table by contact: invoice number, due date, AmountDue with its currency, days overdue. Never add across currencies.\n" +
      "4. Say whom you would remind first and why. Change nothing: no tool here mails anybody, and voiding an invoice is a person's decision.",
  }),
  prompt({
    name: "month-end-review",
    title: "Month-end review",
    description: "What is still open before a month is closed.",
    args: {
      lastDay: z
        .string()
        .refine(isCalendarDate, "must be a day, written YYYY-MM-DD")
        .describe("The last day of the month, YYYY-MM-DD"),
      organisation,
    },
    text: ({ lastDay, organisation: named }) =>
      `Review the books for the month that ends on ${lastDay}.${ofOrganisation(named)}\n` +
      "1. list_organisations: base currency, tax basis and lock dates. Nothing on or before a lock date can be changed.\n" +
      "2. list_invoices, sales and bills dated in the month: those still DRAFT or SUBMITTED, those without a due date, those that look entered twice (same contact, day and total).\n" +
      "3. list_bank_transactions of the month that are not reconciled (IsReconciled), and lines on accounts that do not fit their description.\n" +
      `4. get_balance_sheet for ${lastDay} with one earlier period: say what changed most and whether the documents explain it.\n` +
      "5. Give me a list of what to do, each with the document's number. Change nothing until I say so for that document.",
  }),
  prompt({
    name: "check-drafts",
    title: "Check drafts",
    description: "Look drafts over before a person approves them.",
    args: {
      kind: z.enum(["sales", "bills"]).describe("Which drafts: sales or bills"),
      organisation,
    },
    text: ({ kind, organisation: named }) =>
      `Check the drafts of ${kind === "sales" ? "sales invoices (ACCREC)" : "bills (ACCPAY)"}.${ofOrganisation(named)}\n` +
      "1. list_invoices with statuses DRAFT and SUBMITTED; read every page.\n" +
      "2. For each: contact, dates, accounts and tax types of the lines against list_accounts, total against what is usual for the contact, and whether the same was entered before.\n" +
      "3. Show me what you would correct. Correct with update_invoice only what I agree to; give every line's LineItemID.\n" +
      "4. Approve nothing: setting AUTHORISED makes it owed, and is a person's decision.",
  }),
];

/** Registers every prompt. */
export function registerPrompts(server: McpServer): void {
  for (const register of rows) register(server);
}
