import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Answering } from "../../../test/support/answering-api.js";
import { answered, failed } from "../src/answer.js";
import { type Bounds, connectApi } from "../src/api/client.js";
import { readConfiguration } from "../src/configuration.js";
import type { Tool } from "../src/tool.js";
import { tools } from "../src/tools/all.js";
import { credentials, type RecordingApi, startRecordingApi } from "./support/recording-api.js";

let api: RecordingApi;
beforeEach(async () => {
  api = await startRecordingApi();
});
afterEach(() => api.close());

const quick: Partial<Bounds> = { retryDelaysMs: [1, 1] };
const named = (name: string): Tool => tools.find((each) => each.name === name) ?? expect.fail(name);

/** What the model reads when it calls a tool. */
async function said(name: string, args: object, bounds: Partial<Bounds> = quick, url = api.url): Promise<string> {
  const read = readConfiguration({ ...credentials, WHMCS_API_URL: url });
  if (!read.ok) return read.problem;
  const tool = named(name);
  const run = tool.run(args, connectApi(read.configuration, bounds), { dateFormat: "DD/MM/YYYY" });
  const { content } = await run.then(
    (reply) => answered(tool, reply),
    (error) => failed(tool, error),
  );
  return content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
}
const reading = (bounds?: Partial<Bounds>) => said("whmcs_get_invoice", { invoiceid: 1 }, bounds);
const changing = (bounds?: Partial<Bounds>) => said("whmcs_create_invoice", { userid: 1 }, bounds);

const refusal = (message: string, status = 200): Answering => ({ reply: { result: "error", message }, status });
const page = (status: number): Answering => ({ raw: "<html><h1>Oops!</h1> SELECT * FROM tbl</html>", status });

describe("a refusal by WHMCS", () => {
  it.each([
    [refusal("Client ID Not Found"), /^WHMCS refused: Client ID Not Found\. whmcs_get_clients shows/],
    [refusal("Invalid IP 203.0.113.9", 403), /refused this server: Invalid IP 203\.0\.113\.9\. .*WHMCS_ACCESS_KEY/],
    [refusal("Authentication Failed", 403), /WHMCS_API_SECRET/],
    [refusal('Invalid Permissions: API action "createinvoice" is not allowed', 403), /API role/],
    [refusal("Something nobody documented"), /^WHMCS refused: Something nobody documented\. Nothing was changed\.$/],
    [refusal(""), /no reason given/],
    [{ raw: "result=error;message=Invalid IP 203.0.113.9", status: 403 } as Answering, /Invalid IP 203/],
  ])("is passed on with what to do about it, and that nothing was changed (%#)", async (answer, words) => {
    api.answer(answer);
    const text = await changing();
    expect(text).toMatch(words);
    expect(text).toMatch(/Nothing was changed\.$/);
    expect(api.requests).toHaveLength(1);
  });

  it("is not taken for nothing done where a registrar or a server was asked", async () => {
    api.answer(refusal("Registrar Error Message"));
    expect(await said("whmcs_renew_domain", { domainid: 1 })).toMatch(/Part of it may have been done.*expiry date\.$/);
    api.answer(refusal("Domain Not Found"));
    expect(await said("whmcs_renew_domain", { domainid: 1 })).toMatch(/Nothing was changed\.$/);
  });

  it("is cut where it goes on without end", async () => {
    api.answer(refusal("x ".repeat(10_000)));
    expect((await changing()).length).toBeLessThan(700);
  });
});

describe("an answer that cannot be read", () => {
  const unreadable: readonly [string, Answering][] = [
    ["an error page", page(500)],
    ["a page with status 200", page(200)],
    ["a bad gateway", page(502)],
    ["nothing", { raw: "" }],
    ["a list", { reply: [] }],
    ["another API's answer", { reply: { ok: true } }],
    ["a result of another kind", { reply: { result: "maybe" } }],
    ["JSON cut off", { raw: '{"result":"succ' }],
    ["a broken connection", "break"],
  ];

  it.each(unreadable)(
    "%s leaves open whether a change was made, says where to look, and sends it once",
    async (_, how) => {
      api.answer(how);
      const text = await changing();
      expect(text).toMatch(/may or may not have made the change.*whmcs_get_invoices/);
      expect(text).not.toMatch(/Oops|SELECT/);
      expect(api.requests).toHaveLength(1);
    },
  );

  it.each([
    ["a bad gateway", page(502)],
    ["no service", page(503)],
    ["a broken connection", "break"],
  ] as const)("%s is tried again when the call only reads", async (_, how) => {
    api.answer(how, how, { reply: { result: "success", invoiceid: 1 } });
    expect(await reading()).toContain('"invoiceid":1');
    expect(api.requests).toHaveLength(3);
  });

  it("ends the trying after the third time", async () => {
    api.answer(page(502));
    expect(await reading()).toMatch(/HTTP 502/);
    expect(api.requests).toHaveLength(3);
  });

  it("is not tried again when WHMCS itself failed", async () => {
    api.answer(page(500));
    expect(await reading()).toMatch(/error page\.$/);
    expect(api.requests).toHaveLength(1);
  });

  it("is not awaited for ever, and after a time-out the model is told to look", async () => {
    api.answer("hang");
    expect(await changing({ changeTimeoutMs: 400 })).toMatch(/did not answer in time\. WHMCS may or may not/);
    expect(await reading({ readTimeoutMs: 400 })).toMatch(/did not answer in time\.$/);
    expect(api.requests).toHaveLength(2);
  });

  it("is not read past its bound", async () => {
    api.answer({ reply: { result: "success", notes: "x".repeat(5000) } });
    expect(await reading({ ...quick, maxAnswerBytes: 1000 })).toMatch(/more than 1000 bytes.*limitnum/);
  });
});

describe("an address that is not WHMCS", () => {
  it.each([301, 302, 303, 307, 308])("is not followed with the credentials on a %i", async (status) => {
    const elsewhere = await startRecordingApi();
    api.answer({ raw: "", status, headers: { location: elsewhere.url } });
    expect(await changing()).toMatch(/redirect.*Nothing was changed\.$/);
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it.each([404, 405])("is named as such on a %i", async (status) => {
    api.answer(page(status));
    expect(await changing()).toMatch(/no WHMCS API at WHMCS_API_URL.*Nothing was changed\.$/);
  });

  it("is named when nobody listens there, and nothing was changed", async () => {
    const gone = createServer().listen(0, "127.0.0.1");
    await new Promise((listening) => gone.once("listening", listening));
    const { port } = gone.address() as AddressInfo;
    await new Promise((closed) => gone.close(closed));
    const text = await said("whmcs_create_invoice", { userid: 1 }, quick, `http://127.0.0.1:${port}/`);
    expect(text).toMatch(/cannot be reached at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)\. Nothing was changed\.$/);
  });
});

describe("an answer in another form than documented", () => {
  it.each([
    ["an empty text", "", []],
    ["an empty list", [], []],
    ["an empty object", {}, []],
    ["an object without the list", { other: 1 }, []],
    ["an empty text inside", { invoice: "" }, []],
    ["a single object", { invoice: { id: 1 } }, [{ id: 1 }]],
    ["an object with numbers for keys", { invoice: { 0: { id: 1 }, 2: { id: "2" } } }, [{ id: 1 }, { id: "2" }]],
    ["a list", { invoice: [{ id: 1, new: true }] }, [{ id: 1, new: true }]],
  ])("is brought into one form: %s", async (_, invoices, expected) => {
    const { structuredContent } = answered(named("whmcs_get_invoices"), { result: "success", invoices });
    expect(structuredContent).toMatchObject({ invoices: { invoice: expected } });
  });

  it("never makes a change that was made look like a failure", () => {
    const reply = { result: "success", invoiceid: { odd: 1 }, status: "Unpaid" };
    const answer = answered(named("whmcs_create_invoice"), reply);
    expect(answer).not.toHaveProperty("isError");
    expect(answer.structuredContent).toEqual({ result: "success", status: "Unpaid" });
    expect(answer.content).toEqual([{ type: "text", text: JSON.stringify(reply) }]);
  });

  it("shows no service's password", () => {
    const product = [{ id: "1", username: "u", password: "pl4in" }];
    api.answer({ reply: { result: "success", products: { product } } });
    return expect(said("whmcs_get_client_products", {})).resolves.toMatch(/^(?!.*pl4in).*"password":"\[hidden\]"/);
  });

  it("reads contacts that a registrar gives as text", async () => {
    api.answer({ reply: { result: "success", Registrant: '{"First_Name":"A"}', Tech: "not JSON" } });
    expect(JSON.parse(await said("whmcs_get_domain_whois", { domainid: 1 }))).toEqual({
      result: "success",
      Registrant: { First_Name: "A" },
      Tech: { text: "not JSON" },
    });
  });
});
