import {
  admit,
  type Claim,
  counterKey,
  currentState,
  givenBack,
  type Happened,
  judge,
  MemoryCounters,
  releases,
  releasesOf,
} from "@turnpike/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AT, call, Decider, decide, policyOf, verdict, withRule } from "./support/deciding.js";

const limit = (more: object = {}) => ({ counter: "c", window: "minute", max: 3, ...more });
const used = (decider: Decider, text = "{}", owners = {}) => {
  const { outcome, limits } = decider.decide(call(text), owners);
  return [outcome, limits[0]?.used];
};

describe("limits", () => {
  it("admit up to max in a window, and a refused call consumes nothing", () => {
    const decider = new Decider(withRule({ limits: [limit()] }));
    expect([1, 2, 3, 4, 5].map(() => used(decider))).toEqual([
      ["allow", 1],
      ["allow", 2],
      ["allow", 3],
      ["deny", 3],
      ["deny", 3],
    ]);
    decider.at = AT + 42_000;
    expect(used(decider)).toEqual(["allow", 1]);
  });

  it("say which is used up, when it resets and how long that is", () => {
    const decider = new Decider(withRule({ limits: [limit({ max: 1 })] }));
    decider.decide(call());
    const refused = decider.decide(call());
    expect(refused).toMatchObject({
      rule: "/tools/t/limits/0",
      message: "the limit of 1 call a minute on `c` is used up; resets at 2026-03-04T05:07:00.000Z, in 42 s",
      exhausted: { counter: "c", window: "minute", max: 1, used: 1, resets_at: "2026-03-04T05:07:00.000Z" },
      retryable: true,
    });
    expect(decide(withRule({ limits: [limit({ max: 0, on_deny: "not today" })] }), call()).message).toBe("not today");
  });

  it("take all or nothing", () => {
    const decider = new Decider(
      withRule({ limits: [limit({ counter: "a", max: 9 }), limit({ counter: "b", max: 1 })] }),
    );
    decider.decide(call());
    expect(decider.decide(call()).limits.map((use) => use.used)).toEqual([1, 1]);
  });

  it("add fixed increments exactly", () => {
    const decider = new Decider(withRule({ limits: [limit({ max: 0.3, increment: 0.1 })] }));
    expect([1, 2, 3, 4].map(() => used(decider))).toEqual([
      ["allow", "0.1"],
      ["allow", "0.2"],
      ["allow", "0.3"],
      ["deny", "0.3"],
    ]);
  });

  it("never pass a max that is no whole number", () => {
    const decider = new Decider(withRule({ limits: [limit({ max: 2.5 })] }));
    expect([1, 2, 3].map(() => decider.decide(call()).outcome)).toEqual(["allow", "allow", "deny"]);
    expect(verdict({ limits: [limit({ max: 0.0000001 })] }, "{}")).toBe("deny /tools/t/limits/0");
  });

  it("add up amounts to the last millionth", () => {
    const decider = new Decider(withRule({ limits: [limit({ max: 1, increment_from: "args.n" })] }));
    const amounts = ["0.1", "0.2", "0.7", "0.000001", "0"].map((n) => used(decider, `{"n":${n}}`));
    expect(amounts).toEqual([
      ["allow", "0.1"],
      ["allow", "0.3"],
      ["allow", 1],
      ["deny", 1],
      ["allow", 1],
    ]);
  });

  it.each([
    ['{"n":-1}', false],
    ['{"n":-0}', true],
    ['{"n":"5"}', false],
    ['{"n":null}', false],
    ["{}", false],
    ['{"n":[1]}', false],
    ['{"n":0.0000001}', false],
    ['{"n":1e15}', false],
    ['{"n":999999999999999}', true],
    ['{"n":1.5e2}', true],
    ['{"n":true}', false],
  ])("an amount of %s is taken: %s", (text, taken) => {
    const rule = { limits: [limit({ max: 1e15, increment_from: "args.n" })] };
    expect(verdict(rule, text)).toBe(taken ? "allow" : "deny /tools/t/limits/0");
  });

  it.each([
    ["sum(args.x)", '{"x":[1,2]}', 3],
    ["sum(args.x)", '{"x":[]}', 0],
    ["sum(args.x)", '{"x":[5,-1]}', undefined],
    ["sum(args.x)", '{"x":[0.0000005,0.0000005]}', undefined],
    ["sum(args.x)", '{"x":[999999999999999,1]}', undefined],
    ["max(args.x)", '{"x":[-1,7]}', undefined],
    ["min(args.x)", '{"x":[2,7]}', 2],
    ["min(args.x)", '{"x":[]}', undefined],
    ["count(args.x)", '{"x":["a","b"]}', 2],
    ["length(args.x)", '{"x":"abc"}', 3],
    ["count(args.x)", "{}", undefined],
    ["sum(args.x[*], p * q)", '{"x":[{"p":19.99,"q":3}]}', "59.97"],
    ["sum(args.x[*], p * q)", '{"x":[{"p":-1,"q":-1}]}', undefined],
    ["sum(args.x[*], p * q)", '{"x":[{"p":0.001,"q":0.0001}]}', undefined],
    ["sum(args.x[*], p * q)", '{"x":[{"p":2}]}', undefined],
    ["sum(args.x[*].a)", '{"x":[{"a":1},{"a":"2"}]}', undefined],
    ["args.x[1]", '{"x":[1,2]}', 2],
    ["args.x[1]", '{"x":[1]}', undefined],
  ])("the amount %s of %s is %s", (path, text, amount) => {
    const { outcome, limits } = decide(withRule({ limits: [limit({ max: 1e15, increment_from: path })] }), call(text));
    expect([outcome, limits[0]?.used]).toEqual(amount === undefined ? ["deny", undefined] : ["allow", amount]);
  });

  it("a counter named twice by one call is added and checked together", () => {
    const policy = policyOf({
      version: "1",
      default: "deny",
      all_tools: { limits: [limit({ increment: 2 })] },
      tools: { t: { limits: [limit()] } },
    });
    const decider = new Decider(policy);
    expect(decider.decide(call()).limits.map((use) => use.used)).toEqual([3, 3]);
    expect(decider.decide(call())).toMatchObject({ rule: "/all_tools/limits/0", retryable: true });
    const tight = policyOf({
      version: "1",
      default: "deny",
      all_tools: { limits: [limit({ max: 1 })] },
      tools: { t: { limits: [limit({ max: 1 })] } },
    });
    expect(new Decider(tight).decide(call())).toMatchObject({ outcome: "deny", retryable: false });
  });

  it("the same name on several tools is one budget; another window or scope is another", () => {
    const policy = policyOf({
      version: "1",
      default: "deny",
      tools: {
        a: { limits: [limit({ max: 1 })] },
        b: { limits: [limit({ max: 1 })] },
        h: { limits: [limit({ max: 1, window: "hour" })] },
        s: { limits: [limit({ max: 1, scope: "server" })] },
      },
    });
    const decider = new Decider(policy);
    expect(["a", "b", "h", "s"].map((name) => decider.decide(call("{}", name)).outcome)).toEqual([
      "allow",
      "deny",
      "allow",
      "allow",
    ]);
  });

  it.each([
    ["grant", [1, 1, 1, 2]],
    ["session", [1, 1, 1, 1]],
    ["server", [1, 2, 1, 3]],
    ["organisation", [1, 2, 3, 4]],
  ])("scope %s is shared by its owner", (scope, expected) => {
    const decider = new Decider(withRule({ limits: [limit({ max: 9, scope })] }));
    const owners = [
      { grant: "g1", session: "x" },
      { grant: "g2", session: "x" },
      { grant: "g3", server: "s2", session: "x" },
      { grant: "g1", session: "y" },
    ];
    expect(owners.map((owner) => used(decider, "{}", owner)[1])).toEqual(expected);
  });

  it("a rate_limit counts per session, from the first call counted, and shows its seconds", () => {
    const decider = new Decider(withRule({ rate_limit: { max: 2, window: 60 } }));
    expect([1, 2, 3].map(() => decider.decide(call(), { session: "a" }).outcome)).toEqual(["allow", "allow", "deny"]);
    expect(decider.decide(call(), { session: "b" }).limits).toEqual([
      { counter: null, window: 60, max: 2, used: 1, resets_at: "2026-03-04T05:07:18.000Z" },
    ]);
    decider.at = AT + 59_999;
    expect(decider.decide(call(), { session: "a" }).message).toMatch(
      /^the limit of 2 calls in 60 s is used up; resets at .*, in 1 s$/,
    );
    decider.at = AT + 60_000;
    expect(decider.decide(call(), { session: "a" }).outcome).toBe("allow");
  });

  it("a rate_limit is one count per place, and per grant without sessions", () => {
    const policy = policyOf({
      version: "1",
      default: "deny",
      tools: { a: { rate_limit: { max: 1, window: 60 } }, "*": { rate_limit: { max: 9, window: 60 } } },
    });
    const decider = new Decider(policy);
    expect(decider.decide(call("{}", "a")).limits.map((use) => use.used)).toEqual([1, 1]);
    expect(decider.decide(call("{}", "b")).limits.map((use) => use.used)).toEqual([2]);
    expect(decider.decide(call("{}", "b"), { grant: "other" }).limits.map((use) => use.used)).toEqual([1]);
  });

  it("a call that no window can ever admit is not called retryable, and its amount is not echoed", () => {
    const { message, retryable } = decide(
      withRule({ limits: [limit({ max: 5, increment_from: "args.n" })] }),
      call('{"n":777}'),
    );
    expect(retryable).toBe(false);
    expect(message).toBe("this call alone is above the limit of 5 a minute on `c`; a smaller amount is accepted");
  });
});

const claimOf = (rule: object): Claim => {
  const [claim] = judge(withRule(rule), call('{"n":1}')).claims;
  if (claim === undefined) throw new Error("no claim");
  return claim;
};

describe("keys of counters", () => {
  const owners = { organisation: "o", server: "s", policy: "p", grant: "g", session: "x" };

  it("stay when anything but name, scope and window is edited", () => {
    const key = counterKey(claimOf({ limits: [limit()] }), owners);
    expect(
      counterKey(claimOf({ limits: [limit({ counter: "z" }), limit({ max: 9, increment_from: "args.n" })] }), owners),
    ).not.toBe(key);
    expect(
      counterKey(claimOf({ limits: [limit({ max: 9, increment: 2, on_error: "release", on_deny: "x" })] }), {
        ...owners,
        policy: "q",
      }),
    ).toBe(key);
    for (const more of [{ counter: "d" }, { window: "hour" }, { scope: "server" }]) {
      expect(counterKey(claimOf({ limits: [limit(more)] }), owners)).not.toBe(key);
    }
  });

  it("of a rate_limit are its policy, place and window", () => {
    const key = counterKey(claimOf({ rate_limit: { max: 1, window: 60 } }), owners);
    expect(counterKey(claimOf({ rate_limit: { max: 5, window: 60 } }), owners)).toBe(key);
    expect(counterKey(claimOf({ rate_limit: { max: 1, window: 61 } }), owners)).not.toBe(key);
    expect(counterKey(claimOf({ rate_limit: { max: 1, window: 60 } }), { ...owners, policy: "q" })).not.toBe(key);
    expect(counterKey(claimOf({ rate_limit: { max: 1, window: 60 } }), { ...owners, session: "y" })).not.toBe(key);
  });

  it("do not run into one another, whatever the names", () => {
    const named = (counter: string) => counterKey(claimOf({ limits: [limit({ counter })] }), owners);
    expect(new Set(["c", "minute:c", 'c","x', "c:c", "/tools/t/rate_limit"].map(named)).size).toBe(5);
  });
});

describe("release", () => {
  const count = claimOf({ limits: [limit()] });
  const kept = claimOf({ limits: [limit({ increment_from: "args.n" })] });
  const freed = claimOf({ limits: [limit({ increment_from: "args.n", on_error: "release" })] });
  const countFreed = claimOf({ limits: [limit({ on_error: "release" })] });

  it.each([
    ["unreached", true, true, true, true],
    ["rejected", false, true, true, false],
    ["error", false, false, true, false],
    ["uncertain", false, false, false, false],
    ["success", false, false, false, false],
  ] as const)("after %s", (happened, ...expected) => {
    expect([count, kept, freed, countFreed].map((claim) => releases(claim, happened as Happened))).toEqual(expected);
  });

  it("gives back in the window of the reservation only", () => {
    const counters = new MemoryCounters();
    const claims = [{ key: "k", claim: { ...kept, amount: 2_000_000n } }];
    const first = counters.reserve({ how: "reserve", claims, at: AT });
    counters.reserve({ how: "reserve", claims: [{ key: "k", claim: kept }], at: AT + 60_000 });
    counters.settle(releasesOf(claims, first.states, "unreached"));
    expect(counters.reserve({ how: "look", claims, at: AT + 60_000 }).limits[0]?.used).toBe(1);
    const again = counters.reserve({ how: "reserve", claims, at: AT + 60_000 });
    counters.settle(releasesOf(claims, again.states, "rejected"));
    expect(counters.reserve({ how: "look", claims, at: AT + 60_000 }).limits[0]?.used).toBe(1);
  });

  it("never takes a counter below zero", () => {
    expect(givenBack({ windowStart: 5, used: 1n }, { key: "k", amount: 2n, windowStart: 5 })).toEqual({
      windowStart: 5,
      used: 0n,
    });
    expect(givenBack(undefined, { key: "k", amount: 2n, windowStart: 5 })).toBeUndefined();
  });
});

describe("admitting", () => {
  it("never lets the admitted sum of a window pass max, and never refuses what would fit", () => {
    const step = fc.record({
      amount: fc.bigInt({ min: 0n, max: 50n }),
      wait: fc.integer({ min: -5_000, max: 40_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.bigInt({ min: 0n, max: 100n }), (steps, max) => {
        let at = AT;
        let state: ReturnType<typeof currentState> | undefined;
        const admitted = new Map<number, bigint>();
        for (const { amount, wait } of steps) {
          at += wait;
          const counted = admit([{ key: "k", claim: { ...count, max, amount }, state }], at, "reserve");
          const now = currentState(state, count.window, at);
          expect(counted.refused === undefined).toBe(now.used + amount <= max);
          state = counted.states.get("k") ?? state;
          if (counted.refused === undefined)
            admitted.set(now.windowStart, (admitted.get(now.windowStart) ?? 0n) + amount);
        }
        for (const sum of admitted.values()) expect(sum <= max).toBe(true);
      }),
    );
  });
  const count = claimOf({ limits: [limit()] });

  it("looking takes nothing, forcing takes all and says what would have refused", () => {
    const entries = [{ key: "k", claim: { ...count, max: 0n }, state: undefined }];
    expect(admit(entries, AT, "look")).toMatchObject({ refused: 0, states: new Map() });
    expect(admit(entries, AT, "force")).toMatchObject({ refused: 0, limits: [{ used: 1 }] });
    expect(admit([], AT, "reserve")).toMatchObject({ at: AT, refused: undefined, limits: [], states: new Map() });
  });
});
