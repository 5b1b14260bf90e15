/** Reading the log of calls. Records keep the names of their moment, so filters go by what a thing was called then. */
import type { LogFilter, LogRecord, Outcome } from "@turnpike/store";
import { type Control, mustBe } from "./control.js";
import { durationMs } from "./duration.js";
import { ControlError } from "./errors.js";
import { nearestName } from "./nearest.js";

/** What to read, as somebody asked for it; `since` is a duration such as `1h`. */
export type LogRequest = {
  readonly since?: string | undefined;
  readonly grant?: string | undefined;
  readonly server?: string | undefined;
  readonly name?: string | undefined;
  readonly outcome?: string | undefined;
};

/** Every outcome that a record may have. */
export const outcomes = [
  "allow",
  "deny",
  "needs_approval",
  "would_deny",
  "would_need_approval",
  "interrupted",
  "error",
] as const satisfies readonly Outcome[];

/** The filter of the store for a request. */
function logFilter(control: Control, { since, outcome, ...names }: LogRequest): LogFilter {
  mustBe("viewer", control);
  const given = Object.entries(names).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as Pick<LogFilter, "grant" | "server" | "name">),
    ...(since === undefined ? {} : { since: control.now() - durationMs("the time to look back", since) }),
    ...(outcome === undefined ? {} : { outcome: readOutcome(outcome) }),
  };
}

/** The records that fit, oldest first, ending at the end of the log. */
export function readLog(control: Control, request: LogRequest): AsyncIterable<LogRecord> {
  return control.store.log.read(logFilter(control, request), "oldest");
}

/** The records that fit, and then every new one, each once and when its call has ended, until the signal. */
export function followLog(control: Control, request: LogRequest, signal: AbortSignal): AsyncIterable<LogRecord> {
  return control.store.log.follow(logFilter(control, request), signal, beforeEvery);
}

/** Goes before the id of every record. */
const beforeEvery = "0";

function readOutcome(text: string): Outcome {
  const found = outcomes.find((outcome) => outcome === text);
  if (found !== undefined) return found;
  const nearest = nearestName(text, outcomes);
  const hint = nearest ? `: did you mean \`${nearest}\`?` : `: there are ${outcomes.join(", ")}`;
  throw new ControlError("invalid", `no outcome \`${text}\`${hint}`);
}
