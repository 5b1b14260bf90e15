/** One block a status: what is refused before a policy is asked, with an answer that MCP clients can read. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CountingUpstream, startCountingUpstream } from "../../../test/support/counting-upstream.js";
import {
  newerRequest,
  olderRequest,
  openSession,
  post,
  type RawAnswer,
  sendBytes,
} from "../../../test/support/raw-agent.js";
import { type Running, startRunning } from "./support/running.js";

let upstream: CountingUpstream;
let running: Running;
let target: { url: string; token: string };

beforeAll(async () => {
  upstream = await startCountingUpstream({ sessions: true });
  running = await startRunning({
    upstream: upstream.url,
    policy: { version: "1", default: "allow" },
    settings: { bodyLimitBytes: 10_000, sessionsPerGrant: 3, publicUrl: "https://gate.example:8443/" },
  });
  target = { url: running.url, token: running.token };
});
afterAll(async () => {
  await running.dispose();
  await upstream.close();
});

const call = olderRequest("tools/call", { name: "whmcs_get_stats", arguments: {} });

/** The answer is a refusal with a JSON-RPC error, and nothing reached the server. */
async function refused(request: () => Promise<RawAnswer>): Promise<RawAnswer> {
  const before = upstream.count();
  const answer = await request();
  expect(upstream.count()).toBe(before);
  expect(answer.headers["content-type"]).toBe("application/json");
  expect(answer.messages[0]?.error?.message).toEqual(expect.any(String));
  return answer;
}

describe("400", () => {
  test.each(["authorization", "content-type", "mcp-session-id", "mcp-method", "mcp-name", "mcp-protocol-version"])(
    "a second header `%s` is refused",
    async (name) => {
      const values = { authorization: `Bearer ${running.token}`, "content-type": "application/json" };
      const value = values[name as keyof typeof values] ?? "x";
      const answer = await refused(() => post({ ...target, body: call, headers: { [name]: [value, value] } }));
      expect(answer.status).toBe(400);
    },
  );

  test("a body that is no JSON is refused", async () => {
    const answer = await refused(() => post({ ...target, body: "{" }));
    expect(answer.status).toBe(400);
    expect(answer.messages[0]?.error?.code).toBe(-32700);
  });
});

describe("what a careless server would read as another header or body", () => {
  test.each([{ "mcp-session_id": "x" }, { "transfer-encoding": "gzip, chunked", "content-length": undefined }])(
    "%o is refused",
    async (headers) => {
      expect([400, 415]).toContain((await refused(() => post({ ...target, body: call, headers }))).status);
    },
  );

  test("a body is not asked for before its head and its token were looked at", async () => {
    const head = `POST ${new URL(running.url).pathname} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer tp_wrong\r\n`;
    const rest = "content-type: application/json\r\ncontent-length: 10\r\nexpect: 100-continue\r\n\r\n";
    expect(await sendBytes(running.url, head + rest)).toMatch(/^HTTP\/1.1 401 /);
  });

  test("metrics are not for a page that names another host", async () => {
    const url = `${running.base}/metrics`;
    expect((await post({ url, httpMethod: "GET" })).text).toContain("turnpike_decisions_total");
    expect((await post({ url, httpMethod: "GET", headers: { host: "evil.example" } })).status).toBe(404);
  });
});

describe("401", () => {
  test.each([
    ["no token", undefined],
    ["an unknown token", `tp_${"A".repeat(43)}`],
    ["a token of another form", "x"],
  ])("%s is refused with a challenge, whatever the address", async (_, token) => {
    for (const url of [running.url, `${running.base}/mcp/srv_nothing`, `${running.base}/mcp/`, `${running.base}/mcp`]) {
      const answer = await refused(() => post({ url, token, body: call }));
      expect(answer.status).toBe(401);
      expect(answer.headers["www-authenticate"]).toMatch(/^Bearer /);
    }
  });

  test("a token in the query is no token", async () => {
    const url = `${running.url}?access_token=${running.token}&token=${running.token}`;
    expect((await refused(() => post({ url, body: call }))).status).toBe(401);
  });
});

describe("403", () => {
  test.each([
    { host: "evil.example" },
    { origin: "https://evil.example" },
    { origin: "null" },
    { host: "evil.example:80", origin: "http://evil.example" },
    { origin: "http://127.0.0.1.evil.example" },
  ])("a foreign %o is refused before the token is looked at", async (headers) => {
    expect((await refused(() => post({ ...target, body: call, headers }))).status).toBe(403);
    expect((await refused(() => post({ url: running.url, body: call, headers }))).status).toBe(403);
  });

  test.each([{ host: "localhost:9" }, { origin: "http://localhost:6274" }, { host: "gate.example" }])(
    "%o may call",
    async (headers) => {
      const session = await openSession(target);
      const answer = await post({ ...target, body: call, headers: { ...session, ...headers } });
      expect(answer.status).toBe(200);
      await post({ ...target, httpMethod: "DELETE", headers: session });
    },
  );
});

describe("404", () => {
  test("a live token at another address gets what an address that does not exist gets", async () => {
    const other = await running.sqlite.store.servers.add({
      id: "srv_other",
      name: "other",
      target: { kind: "http", url: upstream.url },
      credentials: null,
    });
    const answers = await Promise.all(
      [`${running.base}/mcp/${other.id}`, `${running.base}/mcp/srv_nothing`, `${running.base}/mcp/`].map((url) =>
        refused(() => post({ url, token: running.token, body: call })),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test("an unknown, an ended and a foreign session are told apart by nobody", async () => {
    const mine = await openSession(target);
    await post({ ...target, httpMethod: "DELETE", headers: mine });
    const otherToken = await running.grant(`other-${Date.now()}`);
    const foreign = await openSession({ url: running.url, token: otherToken });
    const answers = [];
    for (const id of [mine["mcp-session-id"], foreign["mcp-session-id"], "no-such-session"]) {
      const headers = { "mcp-session-id": id, "mcp-protocol-version": "2025-11-25" };
      answers.push(await refused(() => post({ ...target, body: call, headers })));
    }
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    await post({ url: running.url, token: otherToken, httpMethod: "DELETE", headers: foreign });
  });

  test("the well-known addresses of OAuth are plainly not there, so clients stop looking", async () => {
    const url = `${running.base}/.well-known/oauth-protected-resource`;
    expect((await post({ url, httpMethod: "GET" })).status).toBe(404);
  });
});

describe("405", () => {
  test.each(["PUT", "PATCH", "OPTIONS"])("%s is refused with the methods that are taken", async (httpMethod) => {
    const answer = await refused(() => post({ ...target, httpMethod }));
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toContain("POST");
  });
});

describe("the transport HTTP+SSE of 2024-11-05", () => {
  test("is recognised by its first GET and refused with a sentence", async () => {
    const answer = await refused(() =>
      post({ ...target, httpMethod: "GET", headers: { accept: "text/event-stream" } }),
    );
    expect(answer.status).toBe(405);
    expect(answer.messages[0]?.error?.message).toMatch(/HTTP\+SSE of 2024-11-05 is not served/);
  });
});

describe("413", () => {
  test("an announced size over the limit is refused before the body is read", async () => {
    const answer = await refused(() => post({ ...target, body: `"${"x".repeat(10_001)}"` }));
    expect(answer.status).toBe(413);
  });

  test("a body that grows over the limit without announcing it is refused", async () => {
    const head = `POST ${new URL(running.url).pathname} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${running.token}\r\n`;
    const chunk = `3000\r\n${"x".repeat(0x3000)}\r\n`;
    const bytes = `${head}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${chunk}0\r\n\r\n`;
    expect(await sendBytes(running.url, bytes)).toMatch(/^HTTP\/1.1 413 /);
  });
});

describe("415", () => {
  test.each([
    { "content-type": "text/plain" },
    { "content-type": "application/jsonx" },
    { "content-type": "application/json; charset=utf-16le" },
    { "content-type": undefined },
    { "content-encoding": "gzip" },
  ])("%o is refused", async (headers) => {
    expect((await refused(() => post({ ...target, body: call, headers }))).status).toBe(415);
  });
});

describe("429", () => {
  test("a grant opens no more sessions than it may, and one that it ends makes room", async () => {
    const token = await running.grant(`many-${Date.now()}`);
    const own = { url: running.url, token };
    const sessions = [await openSession(own), await openSession(own), await openSession(own)];
    const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "a", version: "1" } };
    const opening = () => post({ ...own, body: olderRequest("initialize", params) });
    expect((await refused(opening)).status).toBe(429);
    await post({ ...own, httpMethod: "DELETE", headers: sessions[0] ?? {} });
    expect((await opening()).status).toBe(200);
  });
});

describe("503", () => {
  test("a call is not run when the store does not answer", async () => {
    const own = await startRunning({ upstream: upstream.url, policy: { version: "1", default: "allow" } });
    const body = newerRequest("tools/call", { name: "whmcs_get_stats", arguments: {} });
    expect((await post({ url: own.url, token: own.token, ...body })).status).toBe(200);
    await own.sqlite.close();
    const answer = await refused(() => post({ url: own.url, token: own.token, ...body }));
    expect([500, 503]).toContain(answer.status);
    await own.dispose().catch(() => undefined);
  });
});
