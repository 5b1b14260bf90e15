/** The known name nearest to a mistyped one, so that an error can say what was probably meant. */

/** What people who know other policy languages write, by the name that this one has. */
const ALSO_CALLED: { readonly [known: string]: readonly string[] } = {
  eq: ["=", "==", "===", "is", "equal", "equals", "eql"],
  neq: ["!=", "!==", "<>", "ne", "isnot", "notequal", "notequals", "noteq"],
  gt: [">", "above", "greater", "greaterthan", "morethan", "over"],
  gte: [">=", "ge", "atleast", "min", "greaterthanorequal"],
  lt: ["<", "below", "less", "lessthan", "under"],
  lte: ["<=", "le", "atmost", "max", "lessthanorequal"],
  in: ["oneof", "anyof", "inlist", "isin"],
  not_in: ["nin", "noneof", "!in", "notinlist"],
  regex: ["=~", "~", "match", "matches", "regexp", "pattern", "like"],
  contains: ["includes", "has", "include", "contain"],
  exists: ["present", "exist", "defined", "isset", "required"],
  minute: ["min", "1m", "60s", "perminute", "minutely"],
  hour: ["hr", "h", "1h", "perhour", "hourly"],
  day: ["d", "1d", "24h", "perday", "daily"],
  week: ["w", "1w", "7d", "perweek", "weekly"],
  month: ["mon", "30d", "permonth", "monthly"],
  organisation: ["org", "organization", "global", "tenant", "all", "account"],
  grant: ["user", "token", "key", "agent", "client"],
  deny: ["block", "refuse", "reject", "forbid", "denied", "disallow"],
  allow: ["permit", "accept", "pass", "evaluate", "allowed"],
  hide: ["hidden", "remove"],
  require_approval: ["approve", "approval", "ask", "needsapproval"],
  on_deny: ["reason", "message", "text"],
  reason: ["ondeny", "message", "text", "why"],
  conditions: ["all", "condition", "when", "if", "rules", "match"],
  any: ["anyof", "or", "some"],
  path: ["field", "arg", "argument", "key", "name"],
  op: ["operator", "operation", "comparison"],
  value: ["values", "expected", "operand"],
  counter: ["name", "id", "key", "budget"],
  max: ["limit", "count", "maximum", "calls", "quota"],
  window: ["per", "period", "interval", "every", "seconds"],
  increment_from: ["amount", "cost", "weight", "incrementby"],
  expires: ["timeout", "expiry", "ttl", "approvaltimeout"],
  approvers: ["count", "people", "approver", "quorum"],
  rate_limit: ["ratelimiting", "throttle"],
  limits: ["limit", "quotas", "counters", "state"],
  observe: ["audit", "monitor", "shadow", "dryrun", "log"],
  enforce: ["enforcing", "block", "strict", "on"],
  release: ["refund", "rollback", "return"],
  keep: ["hold", "retain"],
  all_tools: ["all", "global", "everytool"],
  default: ["defaultaction", "fallback"],
  tools: ["tool", "rules"],
};

/** The candidate that was probably meant; undefined when none is near. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const plain = squeeze(written);
  const other = known.find((name) => squeeze(name) === plain || ALSO_CALLED[name]?.includes(plain));
  if (other !== undefined || plain.length > 60) return other;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const name of known) {
    const apart = distance(plain, squeeze(name));
    if (apart < least) {
      least = apart;
      best = name;
    }
  }
  return best;
}

function squeeze(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

/** Insertions, deletions, substitutions and swaps of neighbours between two short words. */
function distance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let least = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[right.length] ?? 0;
}
