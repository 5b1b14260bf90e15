/** What agents and operators meet when the machine fails: nothing is let through that could not be counted and recorded. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mountCommand, smallDisk } from "../../packages/store/test/small-disk.js";
import { type CountingUpstream, startCountingUpstream } from "../support/counting-upstream.js";
import { type GatewayProcess, startGateway, turnpike, turnpikeJson } from "../support/gateway-process.js";
import { newerRequest, post } from "../support/raw-agent.js";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.js";
import { compiled } from "./compiled.js";

const TOOL = "whmcs_add_payment";

let upstream: CountingUpstream;
let folder: TemporaryFolder;
let gateway: GatewayProcess | undefined;

beforeEach(async () => {
  upstream = await startCountingUpstream();
  folder = await temporaryFolder("bad-day");
});

afterEach(async () => {
  await gateway?.stop("SIGKILL");
  gateway = undefined;
  await upstream.close();
  await folder.remove();
});

/** A server and a grant in the data folder, with so many calls an hour; gives where its agent calls and with what. */
async function granted(data: string, max: number): Promise<{ path: string; token: string }> {
  const limits = [{ counter: "payments", window: "hour", max }];
  const policy = JSON.stringify({ version: "1", default: "deny", tools: { [TOOL]: { limits } } });
  const [server] = await turnpikeJson<{ id: string }>(["server", "add", "bank", "--upstream", upstream.url], { data });
  await turnpikeJson(["policy", "add", "bank", "hourly", "-"], { data, input: policy });
  const create = ["grant", "create", "bank", "agent", "--policy", "hourly"];
  const [grant] = await turnpikeJson<{ token: string }>(create, { data });
  return { path: `/mcp/${server?.id}`, token: grant?.token ?? "" };
}

async function pay({ path, token }: { path: string; token: string }): Promise<"paid" | "denied" | string> {
  const url = `${gateway?.url}${path}`;
  const answer = await post({ url, token, ...newerRequest("tools/call", { name: TOOL, arguments: { amount: 1 } }) });
  if (answer.text.includes("[POLICY DENIED]")) return "denied";
  const error = answer.messages[0]?.error;
  return error === undefined ? "paid" : `${answer.status}: ${error.message}`;
}

const times = <T>(count: number, work: () => Promise<T>): Promise<T[]> =>
  Array.from({ length: count }).reduce<Promise<T[]>>(
    async (before) => [...(await before), await work()],
    Promise.resolve([]),
  );

describe("a clock that is set", () => {
  const HOUR_MS = 3_600_000;

  test("back, while the gateway runs or before it starts, opens no window again", async () => {
    const data = join(folder.path, "data");
    const file = join(folder.path, "clock");
    const preload = await compiled(new URL("./clock-preload.ts", import.meta.url), folder.path);
    const env = { NODE_OPTIONS: `--import ${preload}`, CLOCK_FILE: file };
    const agent = await granted(data, 3);
    const startAt = async (hours: number) => {
      await gateway?.stop();
      writeFileSync(file, String(hours * HOUR_MS));
      gateway = await startGateway({ data, env });
    };
    const setTo = async (hours: number) => {
      writeFileSync(file, String(hours * HOUR_MS));
      process.kill(gateway?.pid ?? 0, "SIGUSR2");
      await sleep(50);
    };
    await startAt(48);
    expect(await times(4, () => pay(agent))).toEqual(["paid", "paid", "paid", "denied"]);
    await setTo(46);
    expect(await pay(agent)).toBe("denied");
    for (const hours of [47, 24, 0]) {
      await startAt(hours);
      expect(await pay(agent), `${hours} hours on`).toBe("denied");
    }
    await setTo(49);
    expect(await times(4, () => pay(agent))).toEqual(["paid", "paid", "paid", "denied"]);
    await setTo(48);
    expect(await pay(agent)).toBe("denied");
    expect(upstream.count("tools/call")).toBe(6);
    const log = await turnpikeJson<{ outcome: string }>(["log"], { data });
    expect(log.filter(({ outcome }) => outcome === "allow")).toHaveLength(6);
  });
});

describe("a disk that is full", () => {
  test("has calls refused, none of which reaches the server, and is used again when there is room", async (context) => {
    const disk = smallDisk(context, "8m");
    const data = join(disk, "data");
    const agent = await granted(data, 1_000_000);
    gateway = await startGateway({ data });
    writeFileSync(join(disk, "ballast"), Buffer.alloc(7_000_000));
    let answer = "paid";
    let paid = 0;
    for (; answer === "paid"; paid += answer === "paid" ? 1 : 0) answer = await pay(agent);
    expect(answer).toMatch(/^503: /);
    expect(gateway.stderr()).toContain("the disk is full");
    expect(upstream.count("tools/call")).toBe(paid);
    rmSync(join(disk, "ballast"));
    expect(await pay(agent)).toBe("paid");
    expect(await gateway.stop()).toBe(0);
    const log = await turnpikeJson<{ outcome: string; latency_ms: number | null }>(["log"], { data });
    // The end of the last call before may have found no room either: it is written down with the first call after.
    expect(log.filter(({ outcome }) => outcome === "allow")).toHaveLength(paid + 1);
    expect(log.filter(({ outcome, latency_ms }) => outcome === "interrupted" || latency_ms === null)).toEqual([]);
  });

  test("refuses a start that needs room, and says so", async (context) => {
    const disk = smallDisk(context, "2m");
    writeFileSync(join(disk, "ballast"), Buffer.alloc(2_060_000));
    const { code, stdout, stderr } = await turnpike(["start", "--port", "0", "--json"], { data: join(disk, "data") });
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/disk is full|ENOSPC|no space/);
  });
});

test("a folder that cannot be written refuses the start, naming the folder and what to do", async (context) => {
  const disk = smallDisk(context);
  mountCommand("mount", "-o", "remount,ro", disk);
  const { code, stderr } = await turnpike(["start", "--port", "0"], { data: disk });
  expect(code).toBe(1);
  expect(stderr).toContain(disk);
  expect(stderr).toContain("--data DIR");
});

test("while another program has the database locked, calls are refused, and none of them reaches the server", async () => {
  const data = join(folder.path, "data");
  const agent = await granted(data, 10);
  gateway = await startGateway({ data });
  const other = new Database(join(data, "turnpike.db"));
  other.exec("begin immediate");
  expect(await pay(agent)).toMatch(/^503: /);
  expect(gateway.stderr()).toContain("another program keeps the database locked");
  expect(upstream.count("tools/call")).toBe(0);
  other.exec("rollback");
  other.close();
  expect(await pay(agent)).toBe("paid");
});

test("a damaged database refuses the start, naming the file and what to do", async () => {
  const data = join(folder.path, "data");
  await granted(data, 10);
  const file = join(data, "turnpike.db");
  const bytes = readFileSync(file);
  expect(readdirSync(data)).not.toContain("turnpike.db-wal");
  bytes.fill(0xa5, 4096 * 2);
  writeFileSync(file, bytes);
  const { code, stdout } = await turnpike(["start", "--port", "0", "--json"], { data });
  expect(code).toBe(1);
  expect(JSON.parse(stdout).error).toMatchObject({
    code: "data_folder",
    message: expect.stringMatching(/the database file is damaged: `turnpike\.db`.*backup/),
  });
});
