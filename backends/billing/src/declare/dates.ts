/** Days and moments as clients write them. A day that does not exist (30 February) is none. */

const forms = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?!\d)/,
  /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})/,
];
const timeOfDay =
  /^(?:[T ](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?(?<zone>Z|[+-]\d{2}:?\d{2})?)?$/;

/** Reads `2026-01-31`, `20260131`, `31/01/2026`, each with or without a time; gives `YYYY-MM-DD`. */
export function readDay(text: string): string | undefined {
  return readMoment(text)?.slice(0, 10);
}

/** The same as `YYYY-MM-DD HH:MM:SS` in UTC; a zone is reckoned with, none means UTC. */
export function readMoment(text: string): string | undefined {
  const trimmed = text.trim();
  for (const form of forms) {
    const date = form.exec(trimmed);
    const time = date && timeOfDay.exec(trimmed.slice(date[0].length));
    if (date && time) return momentOf({ ...date.groups, ...time.groups });
  }
  return undefined;
}

function momentOf(parts: Record<string, string | undefined>): string | undefined {
  const part = (name: string): number => Number(parts[name] ?? 0);
  const [year, month, day, hour, minute, second] = ["year", "month", "day", "hour", "minute", "second"].map(part);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (year < 1970 || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return writeMoment(new Date(date.getTime() - zoneMinutes(parts.zone) * 60_000));
}

function zoneMinutes(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

/** `YYYY-MM-DD HH:MM:SS`, UTC. */
export function writeMoment(date: Date): string {
  return date.toISOString().slice(0, 19).replace("T", " ");
}

/** The day so many days later. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The day so many months later; a day that the month does not have is its last one. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The day so many years later. */
export function addYears(day: string, years: number): string {
  return addMonths(day, years * 12);
}
