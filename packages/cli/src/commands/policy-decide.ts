/** `turnpike policy decide FILE`: what a policy decides about a call, or about the same call again and again. */
import { isJsonObject, type JsonObject, readJson } from "@turnpike/json";
import {
  type CompiledPolicy,
  type Counted,
  compilePolicy,
  conclude,
  counterKey,
  countingOf,
  type Decision,
  judge,
  type LimitUse,
  MemoryCounters,
  parsePolicy,
  readInstant,
  type Subject,
} from "@turnpike/policy";
import type { Action, Call, Context } from "../context.js";
import { Failure } from "../failure.js";
import { readInput } from "../files.js";
import { showProblem } from "../output/problems.js";

/** Decides one call, `--repeat` times. */
export const policyDecide: Action = async (context, call) => {
  const subject = subjectOf(call);
  const { session, at, repeat } = call.options as { session?: string; at?: string; repeat?: string };
  const instant = at === undefined ? Date.now() : instantOf(at);
  const times = repeat === undefined ? 1 : timesOf(repeat);
  const policy = await compiled(context, call.args[0] as string);
  const counters = new MemoryCounters();
  for (let number = 1; number <= times; number++) {
    const decision = decide(policy, subject, counters, instant, session);
    const { outcome, rule, message, limits } = decision;
    if (context.out.json) context.out.object({ outcome, rule, message, limits });
    else context.out.text(line(decision, times > 1 ? number : undefined, context));
  }
  return 0;
};

/** One organisation, server, policy and grant: the counters are this command's own. */
const owners = { organisation: "-", server: "-", policy: "-", grant: "-" };

function decide(
  policy: CompiledPolicy,
  subject: Subject,
  counters: MemoryCounters,
  at: number,
  session: string | undefined,
): Decision {
  const judgement = judge(policy, subject);
  const claims = judgement.claims.map((claim) => ({ key: counterKey(claim, { ...owners, session }), claim }));
  const how = countingOf(judgement);
  const nothing: Counted = { at, limits: [], states: new Map() };
  return conclude(judgement, how === undefined ? nothing : counters.reserve({ how, claims, at }));
}

async function compiled({ out }: Context, file: string): Promise<CompiledPolicy> {
  const source = await readInput(file);
  const parsed = parsePolicy(source.text);
  if (parsed.ok) return compilePolicy(parsed.document);
  const { errors, warnings } = parsed;
  if (!out.json) for (const error of errors) out.remark(`${showProblem(error, "error", source, out.paint)}\n`);
  throw new Failure("policy_invalid", `${source.name} is not a valid policy, so nothing was decided`, {
    errors,
    warnings,
  });
}

function subjectOf({ options }: Call): Subject {
  const { tool, resource, prompt, args } = options as Record<
    "tool" | "resource" | "prompt" | "args",
    string | undefined
  >;
  const given = [tool, resource, prompt].filter((each) => each !== undefined);
  if (given.length !== 1) throw new Failure("usage", "which call? Give one of `--tool`, `--resource` and `--prompt`");
  if (resource !== undefined) {
    if (args !== undefined)
      throw new Failure("usage", "a resource has no arguments beside its URI: leave out `--args`");
    return { kind: "resource", uri: resource };
  }
  const read = args === undefined ? undefined : argumentsOf(args);
  if (prompt !== undefined) return { kind: "prompt", name: prompt, args: read };
  return { kind: "tool", name: tool as string, args: read };
}

function argumentsOf(text: string): JsonObject {
  const read = readJson(text);
  if (!read.ok) {
    const { message, offset } = read.fault;
    const place = `at character ${offset + 1}: ${message}`;
    throw new Failure("invalid", `\`--args\` must be a JSON object, such as {"amount": 20}; ${place}`);
  }
  if (isJsonObject(read.value)) return read.value;
  throw new Failure("invalid", '`--args` must be a JSON object, such as {"amount": 20}');
}

function instantOf(text: string): number {
  const instant = readInstant(text);
  if (instant !== undefined) return instant;
  throw new Failure("invalid", `\`--at\` must be a time such as 2026-11-20T10:00:00Z, not \`${text}\``);
}

function timesOf(text: string): number {
  const times = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (times >= 1 && times <= 1_000_000) return times;
  throw new Failure("invalid", `\`--repeat\` must be a whole number from 1 to 1000000, not \`${text}\``);
}

function line({ outcome, rule, message, limits }: Decision, number: number | undefined, { out }: Context): string {
  const { green, red, yellow, bold, dim } = out.paint;
  const colour = outcome === "allow" ? green : outcome === "deny" ? red : yellow;
  const count = number === undefined ? "" : `${dim(`#${number}`)} `;
  const why = rule === "" ? "" : `  ${bold(rule)}  ${message}`;
  return [`${count}${colour(outcome)}${why}`, ...limits.map((limit) => `    ${dim(limitText(limit))}`)].join("\n");
}

function limitText({ counter, window, max, used, resets_at }: LimitUse): string {
  const span =
    typeof window === "number" ? `in ${window} s of a session` : `${window === "hour" ? "an" : "a"} ${window}`;
  return `${counter ?? "rate_limit"}: ${used} of ${max} ${span}, resets at ${resets_at}`;
}
