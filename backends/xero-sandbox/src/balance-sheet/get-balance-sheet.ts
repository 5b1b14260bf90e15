/** The balance sheet, from the ledger: assets less liabilities are the equity. */
import { type Chart, readChart } from "../accounts/chart.js";
import type { AccountRow } from "../database/ledger-tables.js";
import type { Context } from "../http/context.js";
import { done, type Operation } from "../http/operation.js";
import { badQuery } from "../http/refusal.js";
import type { Cents } from "../money/decimals.js";
import { type Balances, readBalances, readCashBalances } from "./balances.js";
import { daysOf, yearStart } from "./periods.js";
import { headerRow, type Row, row, section, summaryRow, writeLongDay } from "./rows.js";

/** The operation `getReportBalanceSheet`. */
export const getReportBalanceSheet: Operation = {
  name: "getReportBalanceSheet",
  method: "GET",
  path: "Reports/BalanceSheet",
  need: { area: "balanceSheet", writes: false },
  async answer(context, { parameters }) {
    for (const name of ["trackingOptionID1", "trackingOptionID2"]) {
      if (parameters.text(name) !== undefined) throw badQuery(`${name}: this organisation has no tracking options`);
    }
    // There is only the standard layout.
    parameters.flag("standardLayout");
    const days = daysOf(parameters, context.today);
    const read = parameters.flag("paymentsOnly") ? readCashBalances : readBalances;
    const chart = await readChart(context);
    const columns: Column[] = [];
    for (const day of days) columns.push(await columnOf(context, chart, day, read));
    const name = "Balance Sheet";
    const report = {
      ReportID: "BalanceSheet",
      ReportName: name,
      ReportType: "BalanceSheet",
      ReportTitles: [name, context.organisation.name, `As at ${writeLongDay(days[0] ?? "")}`],
      ReportDate: writeLongDay(context.today),
      UpdatedDateUTC: `/Date(${Date.parse(context.now)})/`,
      Fields: [],
      Rows: [headerRow(days), ...sheet(chart, columns)],
    };
    return done({ Reports: [report] });
  },
};

/** One day of the sheet. */
type Column = {
  readonly balances: Balances;
  /** Profit of the financial year up to the day, and of all years before it; a profit is positive. */
  readonly currentEarnings: Cents;
  readonly retainedEarnings: Cents;
};

async function columnOf(context: Context, chart: Chart, day: string, read: typeof readBalances): Promise<Column> {
  const balances = await read(context, { to: day });
  const year = await read(context, { from: yearStart(day, context.organisation), to: day });
  const all = earnings(chart, balances);
  const currentEarnings = earnings(chart, year);
  return { balances, currentEarnings, retainedEarnings: all - currentEarnings };
}

function earnings(chart: Chart, balances: Balances): Cents {
  const own = chart.accounts.filter((account) => account.class === "REVENUE" || account.class === "EXPENSE");
  return own.reduce((sum, { id }) => sum - (balances.get(id) ?? 0), 0);
}

const assetGroups = [
  ["Bank", ["BANK"]],
  ["Current Assets", ["CURRENT", "PREPAYMENT", "INVENTORY"]],
  ["Fixed Assets", ["FIXED"]],
  ["Non-current Assets", ["NONCURRENT"]],
] as const;
const liabilityGroups = [
  ["Current Liabilities", ["CURRLIAB"]],
  ["Non-current Liabilities", ["TERMLIAB"]],
] as const;

function sheet(chart: Chart, columns: readonly Column[]): readonly Row[] {
  const assets = groupsOf(chart, columns, assetGroups, 1);
  const liabilities = groupsOf(chart, columns, liabilityGroups, -1);
  const net = assets.totals.map((total, at) => total - (liabilities.totals[at] ?? 0));
  return [
    section("Assets", []),
    ...assets.rows,
    section("", [summaryRow("Total Assets", assets.totals)]),
    section("Liabilities", []),
    ...liabilities.rows,
    section("", [summaryRow("Total Liabilities", liabilities.totals)]),
    section("", [row("Net Assets", net)]),
    equity(chart, columns),
  ];
}

type Groups = readonly (readonly [title: string, types: readonly string[]])[];

function groupsOf(chart: Chart, columns: readonly Column[], groups: Groups, sign: 1 | -1) {
  const totals = columns.map(() => 0);
  const rows = groups.flatMap(([title, types]) => {
    const accounts = chart.accounts.filter(({ type }) => types.includes(type));
    const own = accounts.map((account) => ({ account, amounts: amountsOf(account, columns, sign) }));
    const shown = own.filter(({ amounts }) => amounts.some((amount) => amount !== 0));
    const sums = columns.map((_, at) => shown.reduce((sum, { amounts }) => sum + (amounts[at] ?? 0), 0));
    for (const [at, sum] of sums.entries()) totals[at] = (totals[at] ?? 0) + sum;
    if (shown.length === 0) return [];
    const lines = shown.map(({ account, amounts }) => row(account.name, amounts, account.id));
    return [section(title, [...lines, summaryRow(`Total ${title}`, sums)])];
  });
  return { rows, totals };
}

function amountsOf({ id }: AccountRow, columns: readonly Column[], sign: 1 | -1): readonly Cents[] {
  return columns.map(({ balances }) => (balances.get(id) ?? 0) * sign + 0);
}

const noAccount = "00000000-0000-0000-0000-000000000000";

/** The owners' accounts, with what was earned. */
function equity(chart: Chart, columns: readonly Column[]): Row {
  const retained = chart.system("RETAINEDEARNINGS");
  const own = chart.accounts
    .filter((account) => account.class === "EQUITY")
    .map((account) => ({
      account,
      amounts: columns.map(
        ({ balances, retainedEarnings }) =>
          -(balances.get(account.id) ?? 0) + (account === retained ? retainedEarnings : 0),
      ),
    }))
    .filter(({ amounts }) => amounts.some((amount) => amount !== 0));
  const current = columns.map(({ currentEarnings }) => currentEarnings);
  const totals = current.map((amount, at) => own.reduce((sum, { amounts }) => sum + (amounts[at] ?? 0), amount));
  return section("Equity", [
    row("Current Year Earnings", current, noAccount),
    ...own.map(({ account, amounts }) => row(account.name, amounts, account.id)),
    summaryRow("Total Equity", totals),
  ]);
}
