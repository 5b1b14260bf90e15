/** What a grant has under way: so much and no more, and it can cancel only its own. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newerRequest, olderRequest, openSession, post } from "../../../test/support/raw-agent.js";
import { type HoldingServer, startHoldingServer } from "./support/holding-server.js";
import { logOf, type Running, startRunning } from "./support/running.js";

const policy = { version: "1", default: "allow" };
const tool = { name: "slow", arguments: {} };

let server: HoldingServer;
let running: Running;

async function start(options: { sessions?: boolean } = {}) {
  server = await startHoldingServer(options);
  running = await startRunning({ upstream: server.url, policy, settings: { callsPerGrant: 3, streamsPerGrant: 2 } });
}
afterEach(async () => {
  server.answer();
  await running.dispose();
  await server.close();
});

type Sending = { readonly token?: string; readonly signal?: AbortSignal };

/** A call of the newer generation. */
const call = (id: number | string, { token = running.token, signal }: Sending = {}) =>
  post({ url: running.url, token, ...newerRequest("tools/call", tool, id), ...(signal && { signal }) });

/** A call of the older one. */
const olderCall = (id: number | string, headers: Record<string, string>, { token, signal }: Sending = {}) =>
  post({
    url: running.url,
    token: token ?? running.token,
    headers,
    body: olderRequest("tools/call", tool, id),
    ...(signal && { signal }),
  });

const gone = (answer: Promise<unknown>) => answer.catch(() => undefined);
const waiting = (count: number) => expect.poll(() => server.waiting().length).toBe(count);

describe("a grant with as many requests under way as it may", () => {
  beforeEach(() => start({ sessions: true }));

  test("is refused one more before its policy is asked; another grant is not", async () => {
    const three = [call(1), call(2), call(3)];
    await waiting(3);
    const fourth = await call(4);
    expect(fourth).toMatchObject({ status: 429, headers: { "retry-after": "1" } });
    expect(fourth.messages[0]).toMatchObject({ id: 4, error: { code: 4291 } });
    const other = call(5, { token: await running.grant("other") });
    await waiting(4);
    server.answer();
    expect((await Promise.all([...three, other])).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(server.counts.calls).toBe(4);
    expect(await logOf(running)).toHaveLength(4);
  });

  test("may go on when one of them is answered, refused, or cancelled by closing its stream", async () => {
    const leave = new AbortController();
    const first = gone(call(1, { signal: leave.signal }));
    const two = [call(2), call(3)];
    await waiting(3);
    leave.abort();
    await first;
    await waiting(2);
    const next = call(4);
    await waiting(3);
    server.answer();
    expect((await Promise.all([...two, next])).map(({ status }) => status)).toEqual([200, 200, 200]);
    const { url, token } = running;
    const refused = () => post({ url, token, ...newerRequest("no/such/method") });
    for (let i = 0; i < 5; i++) expect((await refused()).status).toBe(404);
    const again = [call(5), call(6), call(7)];
    await waiting(3);
    server.answer();
    await Promise.all(again);
  });

  test("gains nothing by going away in the older generation, where that cancels nothing", async () => {
    const session = await openSession(running);
    const leave = new AbortController();
    const three = [1, 2, 3].map((id) => gone(olderCall(id, session, leave)));
    await waiting(3);
    leave.abort();
    await Promise.all(three);
    expect((await olderCall(4, session)).status).toBe(429);
    server.answer();
    const fifth = gone(olderCall(5, session));
    await waiting(1);
    server.answer();
    await fifth;
  });

  test("may still send notifications, since its requests may wait for them", async () => {
    const session = await openSession(running);
    const three = [1, 2, 3].map((id) => gone(olderCall(id, session)));
    await waiting(3);
    const body = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } };
    expect((await post({ url: running.url, token: running.token, headers: session, body })).status).toBe(202);
    await waiting(2);
    server.answer();
    await Promise.all(three);
  });
});

describe("a grant with as many streams open as it may", () => {
  beforeEach(() => start({ sessions: true }));

  test.each(["older", "newer"] as const)(
    "of the %s generation is refused one more, until it closes one",
    async (era) => {
      const session = await openSession(running);
      const listen = (id: string, signal?: AbortSignal) => {
        const newer = newerRequest("subscriptions/listen", { notifications: {} }, id);
        const asked =
          era === "newer"
            ? newer
            : { httpMethod: "GET", headers: { ...session, accept: "text/event-stream", "content-type": undefined } };
        return post({ url: running.url, token: running.token, ...asked, ...(signal && { signal }) });
      };
      const first = new AbortController();
      const second = new AbortController();
      const open = [gone(listen("a", first.signal)), gone(listen("b", second.signal))];
      await expect.poll(() => server.counts.streams).toBe(2);
      const third = await listen("c");
      expect(third.status).toBe(429);
      expect(third.messages[0]?.error?.code).toBe(4292);
      first.abort();
      await expect.poll(() => server.counts.streams).toBe(1);
      const again = gone(listen("d", second.signal));
      await expect.poll(() => server.counts.streams).toBe(2);
      second.abort();
      await Promise.all([...open, again]);
    },
  );
});

describe("on a server without sessions", () => {
  beforeEach(() => start());

  const headers = { "mcp-protocol-version": "2025-11-25" };
  const notify = (method: string, params: object, token = running.token) =>
    post({ url: running.url, token, headers, body: { jsonrpc: "2.0", method, params } });
  const cancel = (requestId: unknown, token?: string) => notify("notifications/cancelled", { requestId }, token);

  test("a grant cancels its own call", async () => {
    const answer = gone(olderCall(7, headers));
    await waiting(1);
    expect((await cancel(7)).status).toBe(202);
    await waiting(0);
    expect(server.cancelled).toEqual([7]);
    await answer;
  });

  test("a grant's cancelling never reaches another grant's call, not even under an id that both use", async () => {
    const token = await running.grant("other");
    const theirs = olderCall(7, headers, { token });
    await waiting(1);
    expect((await cancel(7)).status).toBe(202);
    const mine = olderCall(7, headers);
    await waiting(2);
    expect((await cancel(7)).status).toBe(202);
    expect((await cancel(7, token)).status).toBe(202);
    expect((await cancel("7")).status).toBe(202);
    expect((await cancel(undefined)).status).toBe(202);
    expect(server.notified).toEqual([]);
    server.answer();
    expect((await Promise.all([theirs, mine])).map(({ status }) => status)).toEqual([200, 200]);
    expect(server.cancelled).toEqual([]);
  });

  test("what is over cannot be cancelled, since its id may by now be another's", async () => {
    const answer = olderCall(8, headers);
    await waiting(1);
    server.answer();
    expect((await answer).status).toBe(200);
    expect((await cancel(8)).status).toBe(202);
    expect(server.notified).toEqual([]);
  });

  test("notifications about questions that no agent was asked go nowhere, others go on", async () => {
    expect((await notify("notifications/progress", { progressToken: 1, progress: 1 })).status).toBe(202);
    expect((await notify("notifications/tasks/status", { taskId: "t", status: "completed" })).status).toBe(202);
    expect((await notify("notifications/roots/list_changed", {})).status).toBe(202);
    expect(server.notified).toEqual(["notifications/roots/list_changed"]);
  });
});
