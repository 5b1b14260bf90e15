/**
 * How long a decision takes, with 62 exact tools and with 10,000: `npx tsx --conditions=source packages/policy/bench/decide.ts`.
 * Prints nanoseconds of processor time for judging alone, and with counting and concluding in memory.
 */

import {
  compilePolicy,
  conclude,
  counterKey,
  judge,
  MemoryCounters,
  type PolicyDocument,
  type Rule,
  type Subject,
} from "../src/index.js";

const OWNERS = { organisation: "o", server: "s", policy: "p", grant: "g" };
const ROUNDS = 200_000;

const RULE: Rule = {
  deny_if: [
    { conditions: [{ path: "args.amount", op: "gt", value: 500 }] },
    { conditions: [{ path: "args.currency", op: "not_in", value: ["USD", "EUR"] }] },
  ],
  require: [
    {
      conditions: [
        { path: "args.client.id", op: "exists", value: true },
        { path: "args.reference", op: "regex", value: "^INV-[0-9]{4,8}$" },
        { path: "sum(args.items[*].amount)", op: "lte", value: 1000 },
      ],
    },
  ],
  limits: [
    { counter: "calls", window: "minute", max: 1e9 },
    { counter: "spend", window: "day", max: 1e12, increment_from: "args.amount" },
  ],
};

const ARGS = {
  amount: 120.5,
  currency: "USD",
  client: { id: 42 },
  reference: "INV-20260101",
  items: [{ amount: 100 }, { amount: 20.5 }],
  note: "text that nobody reads",
};

function policyOf(tools: number): PolicyDocument {
  const names = Array.from({ length: tools - 1 }, (_, i) => [`whmcs_tool_${i}`, {}] as const);
  return { version: "1", default: "deny", tools: { ...Object.fromEntries(names), whmcs_create_invoice: RULE } };
}

function measure(label: string, run: () => void): void {
  for (let i = 0; i < ROUNDS; i++) run();
  const best = Math.min(
    ...[1, 2, 3, 4, 5].map(() => {
      const start = process.cpuUsage();
      for (let i = 0; i < ROUNDS; i++) run();
      const { user, system } = process.cpuUsage(start);
      return ((user + system) * 1000) / ROUNDS;
    }),
  );
  process.stdout.write(`${label.padEnd(48)} ${best.toFixed(0).padStart(6)} ns\n`);
}

for (const tools of [62, 10_000]) {
  const policy = compilePolicy(policyOf(tools));
  const counters = new MemoryCounters();
  const call: Subject = { kind: "tool", name: "whmcs_create_invoice", args: ARGS };
  measure(`${tools} tools, five conditions, judge`, () => {
    judge(policy, call);
  });
  measure(`${tools} tools, unlisted name, judge`, () => {
    judge(policy, { kind: "tool", name: "whmcs_delete_everything", args: ARGS });
  });
  measure(`${tools} tools, judge + two limits + conclude`, () => {
    const judgement = judge(policy, call);
    const claims = judgement.claims.map((claim) => ({ key: counterKey(claim, OWNERS), claim }));
    conclude(judgement, counters.reserve({ how: "reserve", claims, at: 1_800_000_000_000 }));
  });
}
