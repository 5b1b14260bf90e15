import { type CounterWindow, currentState, resetsAt } from "@turnpike/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const at = (text: string) => Date.parse(text);
const shown = (ms: number) => new Date(ms).toISOString();
const calendar = (unit: "minute" | "hour" | "day" | "week" | "month"): CounterWindow => ({ kind: "calendar", unit });

describe("calendar windows", () => {
  it.each([
    ["minute", "2026-03-04T05:06:18.999Z", "2026-03-04T05:06:00.000Z", "2026-03-04T05:07:00.000Z"],
    ["hour", "2026-03-04T05:06:18.999Z", "2026-03-04T05:00:00.000Z", "2026-03-04T06:00:00.000Z"],
    ["day", "2026-03-04T23:59:59.999Z", "2026-03-04T00:00:00.000Z", "2026-03-05T00:00:00.000Z"],
    ["week", "2026-03-04T05:06:18.999Z", "2026-03-02T00:00:00.000Z", "2026-03-09T00:00:00.000Z"],
    ["week", "2026-03-01T23:59:59.999Z", "2026-02-23T00:00:00.000Z", "2026-03-02T00:00:00.000Z"],
    ["week", "2026-03-02T00:00:00.000Z", "2026-03-02T00:00:00.000Z", "2026-03-09T00:00:00.000Z"],
    ["month", "2028-02-29T12:00:00.000Z", "2028-02-01T00:00:00.000Z", "2028-03-01T00:00:00.000Z"],
    ["month", "2026-12-31T23:59:59.999Z", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
    ["day", "1969-12-31T23:59:59.999Z", "1969-12-31T00:00:00.000Z", "1970-01-01T00:00:00.000Z"],
  ] as const)("a %s that holds %s is aligned to UTC", (unit, now, start, end) => {
    const state = currentState(undefined, calendar(unit), at(now));
    expect(shown(state.windowStart)).toBe(start);
    expect(shown(resetsAt(state, calendar(unit)))).toBe(end);
  });

  it("begins anew at the boundary and not a millisecond before", () => {
    const state = { windowStart: at("2026-03-04T05:06:00.000Z"), used: 7n };
    expect(currentState(state, calendar("minute"), at("2026-03-04T05:06:59.999Z"))).toBe(state);
    expect(currentState(state, calendar("minute"), at("2026-03-04T05:07:00.000Z")).used).toBe(0n);
  });

  it("stays in the later window when the clock goes back", () => {
    const state = { windowStart: at("2026-03-04T05:06:00.000Z"), used: 7n };
    expect(currentState(state, calendar("minute"), at("2026-03-04T05:05:59.000Z"))).toBe(state);
    expect(currentState(state, calendar("minute"), at("2020-01-01T00:00:00.000Z"))).toBe(state);
  });

  it("holds every instant in exactly one window", () => {
    const units = fc.constantFrom("minute", "hour", "day", "week", "month" as const);
    fc.assert(
      fc.property(units, fc.integer({ min: 0, max: 4e12 }), (unit, now) => {
        const window = calendar(unit as "minute");
        const state = currentState(undefined, window, now);
        const next = resetsAt(state, window);
        expect(state.windowStart <= now && now < next).toBe(true);
        expect(currentState(undefined, window, next).windowStart).toBe(next);
        expect(currentState(undefined, window, next - 1).windowStart).toBe(state.windowStart);
      }),
    );
  });
});

describe("windows from the first call", () => {
  const minute: CounterWindow = { kind: "first_call", seconds: 60 };

  it("start with the first call counted, not with the clock's minute", () => {
    const state = currentState(undefined, minute, at("2026-03-04T05:06:18.000Z"));
    expect(shown(resetsAt(state, minute))).toBe("2026-03-04T05:07:18.000Z");
  });

  it("last their seconds to the millisecond, and the next begins with the next call", () => {
    const state = { windowStart: 1_000, used: 3n };
    expect(currentState(state, minute, 60_999)).toBe(state);
    expect(currentState(state, minute, 61_000)).toEqual({ windowStart: 61_000, used: 0n });
    expect(currentState(state, minute, 99_000)).toEqual({ windowStart: 99_000, used: 0n });
  });

  it("stay when the clock goes back", () => {
    const state = { windowStart: 1_000_000, used: 3n };
    expect(currentState(state, minute, 5)).toBe(state);
  });
});
