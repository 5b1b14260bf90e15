/** Nothing of a server's processes outlives its gateway, its session or its grant, whatever it does about signals. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type GatewayProcess, startGateway, turnpikeJson } from "../../../../test/support/gateway-process.js";
import { newerRequest, olderRequest, openSession, post } from "../../../../test/support/raw-agent.js";
import { childTarget } from "../support/children.js";

type Entrance = { readonly id: string; readonly url: string; readonly token: string };

let gateway: GatewayProcess;
let agent: Entrance;
let pidFile: string;

beforeEach(async () => {
  gateway = await startGateway();
  const { data } = gateway;
  pidFile = join(data, "pids");
  const policy = join(data, "policy.json");
  await writeFile(policy, JSON.stringify({ version: "1", default: "allow" }));
  const { command, args } = childTarget("raw", "stubborn", pidFile);
  await turnpikeJson(["server", "add", "stubborn", "--", command, ...args], { data });
  await turnpikeJson(["policy", "add", "stubborn", "all", policy], { data });
  [agent] = (await turnpikeJson<Entrance>(["grant", "create", "stubborn", "agent", "--policy", "all"], { data })) as [
    Entrance,
  ];
});
afterEach(async () => {
  for (const pid of await pids()) {
    if (lives(pid)) process.kill(pid, "SIGKILL");
  }
  await gateway.dispose();
});

const call = { name: "pid", arguments: {} };

/** Opens a session and makes a call without one: two processes, each with two more of its own. */
async function startProcesses(): Promise<Record<string, string>> {
  const headers = await openSession(agent);
  const asked = await Promise.all([
    post({ ...agent, headers, body: olderRequest("tools/call", call) }),
    post({ ...agent, ...newerRequest("tools/call", call) }),
  ]);
  expect(asked.map(({ status }) => status)).toEqual([200, 200]);
  await expect.poll(async () => (await pids()).length).toBe(6);
  return headers;
}

async function pids(): Promise<readonly number[]> {
  const text = await readFile(pidFile, "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => (line === "" ? [] : [Number(line)]));
}

/** A process that has ended and was not waited for is a zombie, and no more than its number. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const living = async () => (await pids()).filter(lives).length;

describe("processes that ignore the end of their input and every signal but SIGKILL", () => {
  test.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)("end with a gateway that gets %s", async (signal) => {
    await startProcesses();
    expect(await living()).toBe(6);
    await gateway.stop(signal);
    await expect.poll(living, { timeout: 20_000 }).toBe(0);
  });

  test("end with a gateway that gets SIGKILL while it starts them", async () => {
    const opening = [1, 2, 3, 4].map(() => openSession(agent).catch(() => undefined));
    await expect.poll(async () => (await pids()).length, { interval: 5 }).toBeGreaterThan(0);
    await gateway.stop("SIGKILL");
    await Promise.all(opening);
    await expect.poll(living, { timeout: 20_000 }).toBe(0);
  });

  test("end with their session, and with their grant", async () => {
    const headers = await startProcesses();
    await post({ ...agent, headers, httpMethod: "DELETE" });
    await expect.poll(living, { timeout: 20_000 }).toBe(3);
    await openSession(agent);
    await expect.poll(living, { timeout: 20_000 }).toBe(6);
    await turnpikeJson(["grant", "revoke", agent.id], { data: gateway.data });
    await expect.poll(living, { timeout: 20_000 }).toBe(3);
  });
});

test("a keeper of processes that is killed takes its processes with it, and the next call starts another", async () => {
  await startProcesses();
  const keeper = await keeperOf(gateway.pid);
  process.kill(keeper, "SIGKILL");
  await expect.poll(living, { timeout: 20_000 }).toBe(0);
  const { status } = await post({ ...agent, ...newerRequest("tools/call", call) });
  expect(status).toBe(200);
  expect(await living()).toBe(3);
});

async function keeperOf(gatewayPid: number): Promise<number> {
  const children = await readFile(`/proc/${gatewayPid}/task/${gatewayPid}/children`, "utf8");
  for (const pid of children.trim().split(" ")) {
    if ((await readFile(`/proc/${pid}/cmdline`, "utf8")).includes("keeper.js")) return Number(pid);
  }
  throw new Error("no keeper runs");
}
