/** `turnpike log`: the record of calls, oldest first, and with `--follow` what comes after. */
import { type Control, followLog, type LogRequest, readLog } from "@turnpike/control";
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
    const last = await printAll(context, readLog(control, request));
    if (follow) await printNew(context, control, request, last);
    else if (last === undefined && !context.out.json) context.out.remark("no calls fit, or none were made yet");
    return 0;
  });
};

async function printAll({ out }: Context, records: AsyncIterable<LogRecord>): Promise<string | undefined> {
  let last: string | undefined;
  for await (const record of records) {
    if (out.json) out.object(shape(record));
    else out.text(line(record, out.paint));
    last = record.id;
  }
  return last;
}

async function printNew(
  context: Context,
  control: Control,
  request: LogRequest,
  last: string | undefined,
): Promise<void> {
  const stop = untilStopped();
  await printAll(context, followLog(control, request, stop.signal, last));
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
  return `${paint.dim(time(record.at))}  ${colour(outcome.padEnd(10))}  ${who}  ${record.name}  ${paint.dim(why)}`.trimEnd();
}
