/**
 * The limits on calls: for each client and organisation so many a minute, a day and at once, and for each client so many
 * a minute in all. Windows slide; a refused call takes nothing. Kept in memory: each process counts for itself.
 */

export type Limits = {
  readonly perMinute: number;
  readonly perDay: number;
  readonly atOnce: number;
  /** Of one client, in all organisations. */
  readonly perAppMinute: number;
};

/** Xero's own. */
export const xeroLimits: Limits = { perMinute: 60, perDay: 5000, atOnce: 5, perAppMinute: 10_000 };

/** The name of a limit in the header `X-Rate-Limit-Problem`. */
export type Problem = "minute" | "day" | "concurrent" | "appminute";

export type Entered = {
  /** What is left of each limit, as headers. */
  readonly headers: Readonly<Record<string, string>>;
} & (
  | { readonly ok: true; readonly leave: () => void }
  | { readonly ok: false; readonly problem: Problem; readonly retryAfterSeconds: number }
);

export type Limiter = {
  /** Counts a call, or refuses it. */
  readonly enter: (clientId: string, tenantId: string) => Entered;
};

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Makes a limiter; `now` is in milliseconds. */
export function limiterOf(limits: Limits, now: () => number): Limiter {
  const windows = new Map<string, number[]>();
  const running = new Map<string, number>();

  const windowOf = (name: string, lengthMs: number, max: number) => {
    const moments = windows.get(name) ?? [];
    windows.set(name, moments);
    const from = now() - lengthMs;
    const passed = moments.findIndex((moment) => moment > from);
    moments.splice(0, passed === -1 ? moments.length : passed);
    const waitMs = () => (moments[0] ?? now()) + lengthMs - now();
    return { left: () => Math.max(0, max - moments.length), count: () => void moments.push(now()), waitMs };
  };

  return {
    enter(clientId, tenantId) {
      const both = `${clientId} ${tenantId}`;
      const minute = windowOf(`minute ${both}`, minuteMs, limits.perMinute);
      const day = windowOf(`day ${both}`, dayMs, limits.perDay);
      const app = windowOf(`app ${clientId}`, minuteMs, limits.perAppMinute);
      const headers = () => ({
        "x-daylimit-remaining": String(day.left()),
        "x-minlimit-remaining": String(minute.left()),
        "x-appminlimit-remaining": String(app.left()),
      });
      const refused = (problem: Problem, waitMs: number): Entered => {
        const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
        return { ok: false, problem, retryAfterSeconds, headers: headers() };
      };
      const atOnce = running.get(both) ?? 0;
      if (atOnce >= limits.atOnce) return refused("concurrent", 0);
      if (day.left() === 0) return refused("day", day.waitMs());
      if (minute.left() === 0) return refused("minute", minute.waitMs());
      if (app.left() === 0) return refused("appminute", app.waitMs());
      for (const window of [minute, day, app]) window.count();
      running.set(both, atOnce + 1);
      const leave = () => void running.set(both, (running.get(both) ?? 1) - 1);
      return { ok: true, headers: headers(), leave };
    },
  };
}
