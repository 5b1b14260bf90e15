/** What people change counts from the next call on, without a restart and without a timer. */

import { openSqlite } from "@turnpike/store";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CountingUpstream, startCountingUpstream } from "../../../test/support/counting-upstream.js";
import { newerRequest, post } from "../../../test/support/raw-agent.js";
import { logOf, type Running, startRunning } from "./support/running.js";

let upstream: CountingUpstream;
let running: Running;
beforeEach(async () => {
  upstream = await startCountingUpstream();
  running = await startRunning({ upstream: upstream.url, policy: { version: "1", default: "allow" } });
});
afterEach(async () => {
  await running.dispose();
  await upstream.close();
});

const call = (token = running.token) =>
  post({ url: running.url, token, ...newerRequest("tools/call", { name: "whmcs_get_stats", arguments: {} }) });
const list = async (token = running.token) => {
  const answer = await post({ url: running.url, token, ...newerRequest("tools/list") });
  return ((answer.messages[0]?.result?.tools ?? []) as { name: string }[]).map(({ name }) => name);
};

test("a policy edit made through another connection counts for the next call and the next list", async () => {
  expect((await call()).text).not.toContain("POLICY DENIED");
  const other = await openSqlite({ folder: running.folder });
  const document = JSON.stringify({ version: "1", default: "deny", tools: { whmcs_get_clients: {} } });
  await other.store.policies.save({ server: running.serverId, name: "policy", document });
  expect((await call()).text).toContain("[POLICY DENIED]");
  expect(await list()).toEqual(["whmcs_get_clients"]);
  await other.close();
});

test("a revoked grant is unknown from the next call on, and a rotated token dead at once", async () => {
  expect((await call()).status).toBe(200);
  const rotated = await running.sqlite.store.grants.rotate(running.grantId);
  expect((await call()).status).toBe(401);
  expect((await call(rotated.token)).status).toBe(200);
  await running.sqlite.store.grants.revoke(running.grantId);
  expect((await call(rotated.token)).status).toBe(401);
});

test("a grant revoked while its message was on the way does not run", async () => {
  const { body, headers } = newerRequest("tools/call", { name: "whmcs_get_stats", arguments: {} });
  const bytes = Buffer.from(JSON.stringify(body));
  const { request } = await import("node:http");
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const slow = request(
      running.url,
      {
        method: "POST",
        headers: {
          authorization: `Bearer ${running.token}`,
          "content-type": "application/json",
          "content-length": bytes.length,
          ...headers,
        },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    slow.on("error", reject);
    slow.write(bytes.subarray(0, 10));
    setTimeout(async () => {
      await running.sqlite.store.grants.revoke(running.grantId);
      slow.end(bytes.subarray(10));
    }, 100);
  });
  expect(status).toBe(401);
  expect(upstream.count("tools/call")).toBe(0);
});

test("an expired grant is refused before its policy is read", async () => {
  const { grant, token } = await running.sqlite.store.grants.create({
    server: running.serverId,
    label: "short",
    policy: running.policyId,
    expiresAt: Date.now() + 400,
  });
  expect((await call(token)).status).toBe(200);
  await expect.poll(async () => (await call(token)).status).toBe(401);
  expect((await logOf(running)).filter((record) => record.permit.grant.id === grant.id).at(-1)?.outcome).toBe("allow");
});

test("a grant without a policy refuses every call, lists nothing, and the log says why", async () => {
  const token = await running.grant("bare", null);
  expect((await call(token)).text).toContain("[POLICY DENIED]");
  expect(await list(token)).toEqual([]);
  expect((await logOf(running)).at(-1)).toMatchObject({ outcome: "deny", rule: "(no policy)" });
  expect(upstream.count("tools/call")).toBe(0);
});

test("a document that this version cannot read decides nothing: no call", async () => {
  const document = '{"version":"2","default":"allow"}';
  await running.sqlite.store.policies.save({ server: running.serverId, name: "policy", document });
  expect((await call()).text).toContain("[POLICY DENIED]");
  expect(upstream.count("tools/call")).toBe(0);
});
