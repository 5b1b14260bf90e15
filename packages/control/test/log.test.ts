import type { LogRecord } from "@turnpike/store";
import { afterEach, beforeEach, expect, test } from "vitest";
import { followLog, type LogRequest, readLog } from "../src/index.js";
import { type Desk, openDesk } from "./support/desk.js";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const permit = {
  grant: { id: "grt_1", label: "bot" },
  server: { id: "srv_1", name: "shop" },
  policy: { id: "pol_1", name: "default", version: 3 },
};

/** Records a call; one that is `allow`ed is under way until it is ended. */
async function record(name: string, outcome: "allow" | "deny"): Promise<string> {
  const { recordId } = await desk.counters.reserve({
    how: "look",
    claims: [],
    record: () => ({
      requestId: name,
      permit,
      session: null,
      method: "tools/call",
      name,
      argumentKeys: ["amount"],
      outcome,
      rule: outcome === "deny" ? "/tools/pay/action" : "",
      message: "",
      ...(outcome === "deny" ? { completion: { upstreamStatus: null, latencyMs: 0 } } : {}),
    }),
  });
  return recordId;
}

const end = (recordId: string) =>
  desk.counters.settle({ recordId, release: [], completion: { upstreamStatus: 200, latencyMs: 5 } });

async function read(request: LogRequest): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for await (const each of readLog(desk.control, request)) records.push(each);
  return records;
}

test("the log is read from the oldest to the newest", async () => {
  for (const name of ["first", "second", "third"]) {
    await record(name, "deny");
    desk.pass(1_000);
  }
  expect((await read({})).map(({ name }) => name)).toEqual(["first", "second", "third"]);
});

test.each([
  [{ name: "pay" }, ["pay"]],
  [{ outcome: "allow" }, ["list"]],
  [{ since: "90s" }, ["pay"]],
  [{ grant: "bot", server: "shop" }, ["list", "pay"]],
  [{ grant: "grt_1" }, ["list", "pay"]],
  [{ grant: "other" }, []],
])("a filter %o shows %o", async (request, names) => {
  await record("list", "allow");
  desk.pass(120_000);
  await record("pay", "deny");
  expect((await read(request)).map(({ name }) => name)).toEqual(names);
});

test("an outcome or a duration that there is not is refused with what there is", async () => {
  expect(() => readLog(desk.control, { outcome: "alow" })).toThrow("no outcome `alow`: did you mean `allow`?");
  expect(() => readLog(desk.control, { outcome: "xxxxxxxx" })).toThrow("there are allow, deny, needs_approval");
  expect(() => readLog(desk.control, { since: "yesterday" })).toThrow("the time to look back is a whole number");
});

test("following shows what was recorded and what comes, each call once and when it has ended", async () => {
  const first = await record("first", "allow");
  await record("second", "deny");
  const stop = new AbortController();
  const seen: string[] = [];
  const following = (async () => {
    for await (const { name, latencyMs } of followLog(desk.control, {}, stop.signal)) {
      seen.push(`${name} ${latencyMs}`);
      if (seen.length === 1) void end(first);
      if (seen.length === 2) void record("third", "deny");
      if (seen.length === 3) stop.abort();
    }
  })();
  await following;
  expect(seen).toEqual(["second 0", "first 5", "third 0"]);
});
