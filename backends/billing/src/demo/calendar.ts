/** Days that pass one after the other, each with what was planned for it; what happens may plan more for later days. */
import { addDays, writeMoment } from "../declare/dates.js";

export type Deed = () => Promise<void>;

export type Calendar = {
  /** The moment that it is: minutes pass from deed to deed. */
  readonly now: () => Date;
  readonly today: () => string;
  /** Plans a deed so many days from now; nothing happens when that is after the last day. */
  readonly plan: (days: number, deed: Deed) => void;
  /** Lives through all days. */
  readonly run: () => Promise<void>;
};

const workdayBegins = 8 * 60;

/** From `first` to `last`, both `YYYY-MM-DD` and both included. */
export function calendarOf(first: string, last: string): Calendar {
  const length = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1;
  const days: Deed[][] = Array.from({ length }, () => []);
  let day = 0;
  let minute = 0;
  const now = () => new Date(Date.parse(addDays(first, day)) + (workdayBegins + minute) * 60_000);
  return {
    now,
    today: () => writeMoment(now()).slice(0, 10),
    plan(later, deed) {
      days[day + later]?.push(deed);
    },
    async run() {
      for (; day < length; day++) {
        minute = 0;
        // A deed may plan another one for the same day.
        for (const deed of days[day] ?? []) {
          await deed();
          minute = Math.min(minute + 1, 599);
        }
      }
      day = length - 1;
    },
  };
}
