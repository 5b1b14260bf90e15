/**
 * The policy of the measured path: an entry for every tool, and on the called one five conditions (a sum of amounts, two
 * closed lists, a length, a pattern) and two limits (a count and an amount) whose `max` no run reaches, so that every
 * call passes and is counted twice.
 */
import { calledTool, hiddenPrefix, toolNames } from "./tools.js";

const NEVER_REACHED = 1_000_000_000_000;

const calledRule = {
  deny_if: [
    {
      conditions: [{ path: "sum(args.itemamount[*])", op: "gt", value: 500 }],
      on_deny: "an invoice over 500 is made by a person",
    },
    { conditions: [{ path: "length(args.notes)", op: "gt", value: 400 }] },
  ],
  require: [
    {
      conditions: [
        { path: "args.status", op: "in", value: ["Draft", "Unpaid"] },
        { path: "args.paymentmethod", op: "in", value: ["banktransfer", "mailin", "card"] },
        { path: "args.date", op: "regex", value: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
      ],
    },
  ],
  limits: [
    { counter: "invoices", window: "minute", max: NEVER_REACHED, scope: "grant" },
    {
      counter: "invoiced",
      window: "month",
      max: NEVER_REACHED,
      scope: "server",
      increment_from: "sum(args.itemamount[*])",
    },
  ],
};

function ruleOf(name: string): object {
  if (name === calledTool) {
    return calledRule;
  }
  return /_(?:get|list|search|export)_/.test(name)
    ? {}
    : { limits: [{ counter: `${name}_rate`, window: "minute", max: 30, scope: "grant" }] };
}

/** The policy document, with tools added up to `toolCount` to show that the cost of a decision does not grow with them. */
export function benchPolicy(toolCount: number = toolNames.length): object {
  const added = Array.from({ length: Math.max(0, toolCount - toolNames.length) }, (_, i) => `billing_get_report_${i}`);
  return {
    version: "1",
    name: "bench",
    default: "deny",
    hide: [`${hiddenPrefix}*`],
    tools: Object.fromEntries([...toolNames, ...added].map((name) => [name, ruleOf(name)])),
  };
}
