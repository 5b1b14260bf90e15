/** The days that a balance sheet shows: one, and those that it is compared with. */
import type { OrganisationRow } from "../database/ledger-tables.js";
import type { Parameters } from "../http/parameters.js";
import { badQuery } from "../http/refusal.js";

const months = { MONTH: 1, QUARTER: 3, YEAR: 12 } as const;
const mostPeriods = 11;

/** The days, latest first. Without a date it is the end of this month, as in Xero. */
export function daysOf(parameters: Parameters, today: string): readonly string[] {
  const date = parameters.day("date") ?? lastOf(today, 0);
  const timeframe = parameters.text("timeframe")?.toUpperCase() ?? "MONTH";
  if (timeframe !== "MONTH" && timeframe !== "QUARTER" && timeframe !== "YEAR") {
    throw badQuery("The parameter timeframe must be MONTH, QUARTER or YEAR");
  }
  const periods = parameters.count("periods") ?? (parameters.text("timeframe") === undefined ? 0 : 1);
  if (periods > mostPeriods) throw badQuery(`The parameter periods must be from 1 to ${mostPeriods}`);
  const earlier = Array.from({ length: periods }, (_, at) => before(date, (at + 1) * months[timeframe]));
  return [date, ...earlier];
}

/** So many months before: the end of a month has the end of another before it. */
function before(date: string, count: number): string {
  const [, , day = 1] = partsOf(date);
  const end = lastOf(date, -count);
  if (date === lastOf(date, 0) || day >= Number(end.slice(8))) return end;
  return `${end.slice(0, 8)}${date.slice(8)}`;
}

/** The last day of the month so many months later. */
function lastOf(date: string, later: number): string {
  const [year = 0, month = 0] = partsOf(date);
  return new Date(Date.UTC(year, month + later, 0)).toISOString().slice(0, 10);
}

const partsOf = (date: string): readonly number[] => date.split("-").map(Number);

/** The first day of the financial year that a day is in. */
export function yearStart(date: string, { year_end_day, year_end_month }: OrganisationRow): string {
  const [year = 0, month = 0, day = 0] = partsOf(date);
  const isBehind = month > year_end_month || (month === year_end_month && day > year_end_day);
  return new Date(Date.UTC(isBehind ? year : year - 1, year_end_month - 1, year_end_day + 1))
    .toISOString()
    .slice(0, 10);
}
