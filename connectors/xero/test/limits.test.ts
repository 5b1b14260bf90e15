import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Answering } from "../../../test/support/answering-api.js";
import { openGate } from "../src/api/gate.js";
import { callerAt, fakeClock } from "./support/calling.js";
import { type RecordingApi, startRecordingApi } from "./support/recording-api.js";
import { ids } from "./support/samples.js";

let api: RecordingApi;
beforeEach(async () => {
  api = await startRecordingApi();
});
afterEach(() => api.close());

const limited = (problem: string, retryAfter?: string): Answering => ({
  raw: "",
  status: 429,
  headers: { "x-rate-limit-problem": problem, ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }) },
});
const left = (minute: number): Answering => ({
  reply: { Invoices: [{ InvoiceID: ids.invoice }] },
  headers: { "x-minlimit-remaining": String(minute) },
});

describe("a call that meets a limit", () => {
  it("waits as long as Xero says and is made then, a change under the same key", async () => {
    api.answer(limited("minute", "7"), "usual");
    const caller = callerAt(api.url);
    expect((await caller.call("create_contacts", { Contacts: [{ Name: "a" }] })).isError).toBe(false);
    expect(caller.clock.waited).toEqual([7000]);
    const keys = api.requests.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[1]).toBe(keys[0]);
  });

  it.each([
    ["minute", "45", /60 calls a minute.*call again in 45 seconds\. Nothing was changed\.$/],
    ["day", "7201", /5000 calls a day.*call again in 3 hours\. Nothing/],
    ["day", "600", /5000 calls a day.*call again in 10 minutes/],
    ["appminute", "30", /\(appminute\); call again in 30 seconds/],
    ["<script>", "30", /\(unnamed\); call again in 30 seconds/],
  ])("is told to come again where the wait is long: %s, %s", async (problem, retryAfter, words) => {
    api.answer(limited(problem, retryAfter));
    const caller = callerAt(api.url);
    const { isError, text } = await caller.call("create_contacts", { Contacts: [{ Name: "a" }] });
    expect(isError).toBe(true);
    expect(text).toMatch(words);
    expect(caller.clock.waited).toEqual([]);
    expect(api.requests).toHaveLength(1);
  });

  it("stops the others of its organisation too, and none of another", async () => {
    api.answer(limited("day", "3600"), "usual");
    const caller = callerAt(api.url);
    await caller.call("list_accounts", { tenant: "Acme" });
    expect((await caller.call("list_accounts", { tenant: "Acme" })).text).toMatch(/call again in 60 minutes/);
    expect(api.requests).toHaveLength(1);
    expect((await caller.call("list_accounts", { tenant: "Other & Sons" })).isError).toBe(false);
  });

  it("is not tried for ever", async () => {
    api.answer(limited("concurrent"));
    const caller = callerAt(api.url);
    expect((await caller.call("list_accounts")).text).toMatch(/refuses further calls: call again in a minute/);
    expect(api.requests).toHaveLength(3);
    expect(caller.clock.waited).toEqual([1000, 1000]);
  });

  it("does not wait longer than the caller does", async () => {
    api.answer(limited("minute", "15"));
    const { text } = await callerAt(api.url, { callMs: 10_000 }).call("list_accounts");
    expect(text).toMatch(/call again in 15 seconds/);
  });
});

describe("the calls of a minute", () => {
  it("are waited for once Xero says that none is left", async () => {
    api.answer(left(0), "usual");
    const caller = callerAt(api.url, { maxWaitMs: 60_000, callMs: 120_000 });
    await caller.call("get_invoice", { invoiceID: ids.invoice });
    await caller.call("get_invoice", { invoiceID: ids.invoice });
    expect(caller.clock.waited).toEqual([60_000]);
  });

  it("that are used up are told of where the wait is too long", async () => {
    api.answer(left(0), "usual");
    const caller = callerAt(api.url);
    await caller.call("get_invoice", { invoiceID: ids.invoice });
    const { text } = await caller.call("get_invoice", { invoiceID: ids.invoice });
    expect(text).toMatch(/60 calls a minute.*call again in 60 seconds/);
    expect(api.requests).toHaveLength(1);
  });
});

describe("the gate of an organisation", () => {
  const patience = (signal?: AbortSignal) => ({ deadline: Number.MAX_SAFE_INTEGER, signal });

  it("lets five through at once, and the next when one has left, in their order", async () => {
    const gate = openGate(fakeClock(), 1000);
    const leaving = await Promise.all(Array.from({ length: 5 }, () => gate.enter("a", patience())));
    const entered: string[] = [];
    const wait = async (name: string) => {
      const leave = await gate.enter("a", patience());
      entered.push(name);
      return leave;
    };
    const [sixth, seventh] = [wait("sixth"), wait("seventh")];
    await gate.enter("b", patience());
    expect(entered).toEqual([]);
    leaving[0]?.();
    (await sixth)();
    await seventh;
    expect(entered).toEqual(["sixth", "seventh"]);
  });

  it("gives the turn of one who went away to the next", async () => {
    const gate = openGate(fakeClock(), 1000);
    const leaving = await Promise.all(Array.from({ length: 5 }, () => gate.enter("a", patience())));
    const control = new AbortController();
    const gone = gate.enter("a", patience(control.signal));
    const waiting = gate.enter("a", patience());
    control.abort();
    await expect(gone).rejects.toThrow("the call was cancelled");
    leaving[0]?.();
    await waiting;
    await expect(gate.enter("a", patience(AbortSignal.abort()))).rejects.toThrow("the call was cancelled");
  });

  it("wakes the next one when the one it woke is turned away", async () => {
    const gate = openGate(fakeClock(), 1000);
    const leaving = await Promise.all(Array.from({ length: 5 }, () => gate.enter("a", patience())));
    const turnedAway = [gate.enter("a", patience()), gate.enter("a", patience())].map((each) =>
      each.catch((error: Error) => error.message),
    );
    await new Promise(setImmediate);
    gate.refused("a", { limit: "day", retryAfterMs: 3_600_000 });
    leaving[0]?.();
    for (const message of await Promise.all(turnedAway)) expect(message).toMatch(/5000 calls a day/);
  });

  it("ends a wait for a limit with its caller", async () => {
    const gate = openGate(fakeClock(), 10_000);
    gate.refused("a", { limit: "minute", retryAfterMs: 5000 });
    await expect(gate.enter("a", patience(AbortSignal.abort()))).rejects.toThrow("the call was cancelled");
  });
});
