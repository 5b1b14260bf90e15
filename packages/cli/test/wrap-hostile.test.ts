/** What arrives at `turnpike wrap` that no honest client sends, and what ends while something is under way. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CountingUpstream, startCountingUpstream } from "../../../test/support/counting-upstream.js";
import { type Workplace, workplace } from "./support/command.js";
import { envelope, initializeParams, startWrap, type Wrapped } from "./support/wrapped.js";

let place: Workplace;
let upstream: CountingUpstream;
let wrapped: Wrapped;

beforeEach(async () => {
  place = await workplace();
  upstream = await startCountingUpstream({ sessions: true });
  await place.file("policy.json", JSON.stringify({ version: "1", default: "allow" }));
  wrapped = startWrap(place.data, ["--policy", `${place.path}/policy.json`, "--upstream", upstream.url]);
});
afterEach(async () => {
  wrapped.kill("SIGKILL");
  await wrapped.ended;
  await upstream.close();
  await place.remove();
});

const call = (id: string | number, name = "whmcs_get_clients", args = "{}") =>
  `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"method":"tools/call","params":{"name":"${name}","arguments":${args}}}`;

describe("lines", () => {
  test.each([
    ["a batch", `[${call(1)}]`, "a batch is not accepted"],
    ["no JSON", "hello", "not one unambiguous JSON value"],
    ["two messages", `${call(1)} ${call(2)}`, "not one unambiguous JSON value"],
    ["a null character", `{"jsonrpc":"2.0","id":1,"method":"ping"}\0`, "not one unambiguous JSON value"],
    ["a byte order mark", `\uFEFF${call(1)}`, "UTF-8 without a byte order mark"],
    ["a string", '"tools/call"', "must be a JSON object"],
    ["neither a method nor an answer", '{"jsonrpc":"2.0"}', "needs a `method`"],
  ])("%s is refused without an id, and what follows is read", async (_, line, said) => {
    wrapped.write(`${line}\n`);
    const { id, error } = await wrapped.next();
    expect(id).toBeUndefined();
    expect(error?.message).toContain(said);
    await wrapped.initialize();
    wrapped.write(`${call("after")}\n`);
    expect((await wrapped.answer("after")).result).toBeDefined();
    expect(upstream.count("tools/call")).toBe(1);
  });

  test.each([
    ["equal keys", call(7, "whmcs_get_clients", '{"a":1,"a":2}'), "not one unambiguous JSON value"],
    [
      "keys that differ in case",
      `{"jsonrpc":"2.0","id":7,"method":"tools/call","Params":{}}`,
      "must be written `params`",
    ],
    ["a name that is none", call(7, " whmcs_get_clients"), "white space at an end"],
    ["bytes that are not UTF-8", Buffer.from(`${call(7, "x", '{"a":"\x80"}')}`, "latin1"), "must be UTF-8"],
  ])("a request with %s is refused under its id", async (_, line, said) => {
    await wrapped.initialize();
    wrapped.write(Buffer.concat([Buffer.from(line), Buffer.from("\n")]));
    expect((await wrapped.answer(7)).error?.message).toContain(said);
    expect(upstream.count("tools/call")).toBe(0);
  });

  test("a line may come in pieces, end in CR LF, and be empty", async () => {
    await wrapped.initialize();
    const line = call("piecemeal");
    wrapped.write("\r\n\n  \n");
    for (const character of line) wrapped.write(character);
    wrapped.write("\r\n");
    expect((await wrapped.answer("piecemeal")).result).toBeDefined();
    expect(upstream.requests("tools/call")[0]?.body.toString()).toBe(line);
  });

  test("a line over the limit is refused without being held, and the next one is read", async () => {
    await wrapped.initialize();
    wrapped.write(call("huge", "whmcs_get_clients", `{"a":"${"x".repeat(20 * 1024 * 1024)}"}`));
    wrapped.write(`\n${call("small")}\n`);
    expect((await wrapped.next()).error?.message).toContain("larger than the 4194304 bytes");
    expect((await wrapped.answer("small")).result).toBeDefined();
    expect(upstream.count("tools/call")).toBe(1);
  });

  test("two requests of one id are one request and a mistake", async () => {
    await wrapped.initialize();
    upstream.behave("whmcs_get_clients", { kind: "slow", pieces: 2, pauseMs: 200 });
    wrapped.write(`${call("twice")}\n${call("twice")}\n`);
    expect((await wrapped.next()).error?.message).toContain("under way");
    expect((await wrapped.answer("twice")).result).toBeDefined();
    expect(upstream.count("tools/call")).toBe(1);
  });

  test("a second `initialize` opens no second session", async () => {
    await wrapped.initialize();
    wrapped.send({ id: "again", method: "initialize", params: {} });
    expect((await wrapped.next()).error?.message).toContain("one process is one session");
    expect(upstream.count("initialize")).toBe(1);
  });

  test("what comes right behind `initialize` waits for the session that it opens", async () => {
    wrapped.send({ id: 1, method: "initialize", params: initializeParams }, { method: "notifications/initialized" });
    wrapped.write(`${call(2)}\n`);
    wrapped.end();
    expect(await wrapped.ended).toBe(0);
    expect(wrapped.lines().map((line) => JSON.parse(line).id)).toEqual([1, 2]);
    expect(wrapped.lines().every((line) => JSON.parse(line).result !== undefined)).toBe(true);
  });
});

describe("what the server answers", () => {
  test.each([
    ["no JSON", { kind: "garbage", body: "<html>", contentType: "application/json" }],
    [
      "JSON over several lines",
      { kind: "garbage", body: '{\n"jsonrpc":"2.0",\r\n"id":"odd","result":{}\n}', contentType: "application/json" },
    ],
    [
      "an answer to another",
      { kind: "garbage", body: '{"jsonrpc":"2.0","id":9,"result":{}}', contentType: "application/json" },
    ],
    ["an answer that breaks off", { kind: "break", when: "midway" }],
    ["no answer", { kind: "break", when: "before" }],
    ["a status", { kind: "status", status: 500, body: "oops" }],
  ] as const)("%s becomes one line under the id of the request", async (_, behaviour) => {
    await wrapped.initialize();
    upstream.behave("whmcs_get_clients", behaviour);
    wrapped.write(`${call("odd")}\n`);
    const answer = await wrapped.answer("odd");
    expect(answer.error ?? answer.result).toBeDefined();
    wrapped.write(`${call("next", "whmcs_get_invoices")}\n`);
    expect((await wrapped.answer("next")).result).toBeDefined();
  });

  test("an answer of megabytes is one line", async () => {
    await wrapped.initialize();
    upstream.behave("whmcs_get_clients", { kind: "big", sizeBytes: 8 * 1024 * 1024 });
    wrapped.write(`${call("big")}\n`);
    expect(JSON.stringify((await wrapped.answer("big")).result).length).toBeGreaterThan(8 * 1024 * 1024);
  });
});

describe("an end", () => {
  test("of standard input lets a call under way end", async () => {
    await wrapped.initialize();
    upstream.behave("whmcs_get_clients", { kind: "slow", pieces: 3, pauseMs: 200 });
    wrapped.write(`${call("last")}\n`);
    wrapped.end();
    expect((await wrapped.answer("last")).result).toBeDefined();
    expect(await wrapped.ended).toBe(0);
    expect(upstream.received.at(-1)?.httpMethod).toBe("DELETE");
  });

  test.each(["SIGTERM", "SIGINT"] as const)("by %s is no failure", async (signal) => {
    await wrapped.initialize();
    wrapped.kill(signal);
    expect(await wrapped.ended).toBe(0);
  });

  test("by a signal after standard input was closed does not wait for a call that hangs, whose record is kept", async () => {
    await wrapped.initialize();
    upstream.behave("whmcs_get_clients", { kind: "hang" });
    wrapped.write(`${call("hangs")}\n`);
    await expect.poll(() => upstream.count("tools/call")).toBe(1);
    wrapped.end();
    wrapped.kill("SIGTERM");
    expect(await wrapped.ended).toBe(0);
    expect(await place.objects("log")).toMatchObject([{ outcome: "error", name: "whmcs_get_clients" }]);
  });

  test("of whoever reads standard output ends the wrapper", async () => {
    await wrapped.initialize();
    wrapped.closeOutput();
    wrapped.write(`${call("nobody reads this")}\n`);
    expect(await wrapped.ended).toBe(0);
  });
});

describe("the word that an answer is not wanted any more", () => {
  test("closes the exchange in 2026-07-28, and brings no answer", async () => {
    upstream.behave("whmcs_get_clients", { kind: "hang" });
    const params = { name: "whmcs_get_clients", arguments: {}, _meta: envelope };
    wrapped.send({ id: 1, method: "tools/call", params });
    await expect.poll(() => upstream.count("tools/call")).toBe(1);
    wrapped.send({ method: "notifications/cancelled", params: { requestId: 1 } });
    wrapped.send({ id: 2, method: "tools/call", params: { ...params, name: "whmcs_get_invoices" } });
    expect((await wrapped.next()).id).toBe(2);
    expect(upstream.count("notifications/cancelled")).toBe(0);
    await expect.poll(() => place.objects("log")).toMatchObject([{ outcome: "error" }, { outcome: "allow" }]);
  });

  test("is passed on in older revisions", async () => {
    await wrapped.initialize();
    upstream.behave("whmcs_get_clients", { kind: "hang" });
    wrapped.write(`${call(1)}\n`);
    await expect.poll(() => upstream.count("tools/call")).toBe(1);
    wrapped.send({ method: "notifications/cancelled", params: { requestId: 1 } });
    await expect.poll(() => upstream.count("notifications/cancelled")).toBe(1);
  });
});

test("messages of 2026-07-28 get the headers that a server over HTTP wants", async () => {
  wrapped.send({ id: 1, method: "resources/read", params: { uri: "whmcs://clients/ü", _meta: envelope } });
  await wrapped.answer(1);
  expect(upstream.requests("resources/read")[0]?.headers).toMatchObject({
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": "resources/read",
    "mcp-name": "=?base64?d2htY3M6Ly9jbGllbnRzL8O8?=",
  });
  expect(upstream.received.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
});
