/** The chart of accounts, and the balance sheet that comes of it. */
import { z } from "zod";
import { count, date, flag, id, oneOf, order, tenant, where } from "../schema/input.js";
import { envelope, flags, list, record, texts } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";
import { reads } from "./support.js";

const cells = list(texts("Value"), { Attributes: list(texts("Id Value")) });
const row = record(texts("RowType Title"), { Cells: cells });
const section = record(texts("RowType Title"), { Cells: cells, Rows: z.array(row).optional() });

export const accountTools: readonly Tool[] = [
  tool({
    name: "list_accounts",
    title: "List Accounts",
    description:
      "Lists the chart of accounts. `Code` is what lines want as AccountCode; bank accounts are those of Type BANK, and the `AccountID` of one is what a bank transaction wants. Archived ones are listed too. Changes nothing.",
    effect: "reads",
    input: {
      where: where('Status=="ACTIVE" AND Type=="BANK"').optional(),
      order: order("Code ASC").optional(),
      tenant: tenant.optional(),
    },
    output: {
      ...envelope,
      Accounts: list(
        texts("AccountID Code Name Type Class Status TaxType BankAccountNumber BankAccountType CurrencyCode"),
        texts("Description SystemAccount ReportingCode ReportingCodeName UpdatedDateUTC"),
        flags("EnablePaymentsToAccount ShowInExpenseClaims HasAttachments"),
      ),
    },
    run: (args, context) =>
      reads(context, args, (api, tenantId) => api.getAccounts(tenantId, undefined, args.where, args.order)),
  }),
  tool({
    name: "get_balance_sheet",
    title: "Get Balance Sheet",
    description:
      "Shows what the organisation owns and owes on a day, as rows: a Header with the days, Sections of Rows with one cell for each day, SummaryRows with the totals. Amounts are texts in the base currency. Net Assets equals Equity. Changes nothing.",
    effect: "reads",
    input: {
      date: date("On which day; today if left out").optional(),
      periods: count("How many earlier periods to show beside it, 1 to 11", 11).optional(),
      timeframe: oneOf(["MONTH", "QUARTER", "YEAR"], "How long a period is; a month if left out").optional(),
      trackingOptionID1: id("Only what is tracked under this option").optional(),
      trackingOptionID2: id("Only what is tracked under this option too").optional(),
      standardLayout: flag("true shows Xero's own layout instead of the organisation's").optional(),
      paymentsOnly: flag("true counts only what was paid (cash basis)").optional(),
      tenant: tenant.optional(),
    },
    fault: ({ timeframe, periods }) =>
      timeframe !== undefined && periods === undefined
        ? "timeframe says how long periods are: give periods too"
        : undefined,
    output: {
      ...envelope,
      Reports: list(texts("ReportID ReportName ReportType ReportDate UpdatedDateUTC"), {
        ReportTitles: z.array(z.string()).optional(),
        Rows: z.array(section).optional(),
      }),
    },
    run: (args, context) =>
      reads(context, args, (api, tenantId) =>
        api.getReportBalanceSheet(
          tenantId,
          args.date,
          args.periods,
          args.timeframe,
          args.trackingOptionID1,
          args.trackingOptionID2,
          args.standardLayout,
          args.paymentsOnly,
        ),
      ),
  }),
];
