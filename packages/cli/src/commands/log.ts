/** `turnpike log`: the record of calls, oldest first, and with `--follow` what comes after. */
import { followLog, type LogRequest, readLog } from "@turnpike/control";
import type { LogRecord } from "@turnpike/store";
import type { Action, Context } from "../context.js";
import { withDesk } from "../desk.js";
import type { Paint } from "../output/paint.js";
import { time } from "../output/times.js";
import { untilStopped } from "../stopping.js";

/** Shows the log. */
export const log: Action = async (context, { options }) => {
  const { follow, tool, ...rest } = options as { follow?: true; tool?: string } & Omit<LogRequest, "name">;
  const request: LogRequest = { ...rest, name: tool };
  return withDesk(context, async ({ control }) => {
    if (follow) await print(context, followLog(control, request, untilStopped(context.env).signal));
    else if ((await print(context, readLog(control, request))) === 0 && !context.out.json) {
      context.out.remark("no calls fit, or none were made yet");
    }
    return 0;
  });
};

/** Prints the records and says how many there were. */
async function print({ out }: Context, records: AsyncIterable<LogRecord>): Promise<number> {
  let count = 0;
  for await (const record of records) {
    if (out.json) out.object(shape(record));
    else out.text(line(record, out.paint));
    count++;
  }
  return count;
}

function shape(record: LogRecord): object {
  const { permit } = record;
  return {
    id: record.id,
    at: time(record.at),
    request_id: record.requestId,
    grant: permit.grant.label,
    server: permit.server.name,
    session: record.session,
    method: record.method,
    name: record.name,
    argument_keys: record.argumentKeys,
    outcome: record.outcome,
    rule: record.rule,
    message: record.message,
    policy: permit.policy?.name ?? null,
    policy_version: permit.policy?.version ?? null,
    upstream_status: record.upstreamStatus,
    latency_ms: record.latencyMs,
  };
}

function line(record: LogRecord, paint: Paint): string {
  const { permit, outcome, rule, message } = record;
  const colour =
    outcome === "allow" ? paint.green : outcome === "error" || outcome === "deny" ? paint.red : paint.yellow;
  const took = record.latencyMs === null ? "" : `${Math.round(record.latencyMs)} ms`;
  const why = outcome === "allow" ? took : [rule, message].filter((each) => each !== "").join(": ");
  const who = `${permit.server.name}/${permit.grant.label}`;
  const words = [
    paint.dim(time(record.at)),
    colour(outcome.padEnd(10)),
    shown(who),
    shown(record.name),
    paint.dim(shown(why)),
  ];
  return words.join("  ").trimEnd();
}

/** Agents choose the names of what they call: what could move a terminal's cursor or turn its text around is escaped. */
function shown(text: string): string {
  return text.replace(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
