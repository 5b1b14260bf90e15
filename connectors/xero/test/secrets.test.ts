import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectAgentTo } from "../../../test/support/agents.js";
import type { Answering } from "../../../test/support/answering-api.js";
import { expectHidden, spellingsOf } from "../../../test/support/hidden.js";
import { runProgram } from "../../../test/support/run-program.js";
import { callerAt } from "./support/calling.js";
import { bearerToken, binary } from "./support/connectors.js";
import { fakeAccess } from "./support/fake-access.js";
import { type RecordingApi, startRecordingApi } from "./support/recording-api.js";
import { ids } from "./support/samples.js";

const spellings = spellingsOf(bearerToken);
/** As JSON may write it, so that it shows only when that is read. */
const escaped = [...bearerToken].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
const dump = spellings.map((each) => `authorization: Bearer ${each}`).join(" | ");

const exception = (status: number) => ({
  status,
  reply: {
    Message: dump,
    Detail: dump,
    Title: dump,
    Type: "ValidationException",
    Elements: [{ Reference: dump, ValidationErrors: [{ Message: dump }] }],
  },
});

const limited = { raw: dump, status: 429, headers: { "retry-after": "3600", "x-rate-limit-problem": bearerToken } };

/** Failures of an API that prints the request it got, in every place where it can. */
const failures: readonly Answering[] = [
  ...[400, 401, 403, 404, 412, 418, 500, 502, 503].map(exception),
  ...[400, 401, 403, 404, 500, 503].map((status) => ({ raw: dump, status })),
  { raw: dump },
  { raw: `{"Invoices":[{"Reference":"${dump}"` },
  { raw: `{"Invoices":[{"Reference":"${escaped} ${bearerToken.replaceAll("/", "\\/")}"}]}` },
  { raw: `{"Message":"${escaped.toUpperCase().replaceAll("\\U", "\\u")}"}`, status: 400 },
  { raw: "", status: 302, headers: { location: `https://elsewhere.example/?${encodeURIComponent(dump)}` } },
  limited,
  { reply: { Contacts: [{ ValidationErrors: [{ Message: dump }] }], Invoices: [{ Reference: dump }], [dump]: dump } },
  "break",
];

let api: RecordingApi;
beforeEach(async () => {
  api = await startRecordingApi();
});
afterEach(() => api.close());

describe("the access token", () => {
  it.each(failures)("is in nothing that a call gives when Xero echoes it in its failure %#", async (failure) => {
    api.answer(failure);
    const { call } = callerAt(api.url, {}, fakeAccess(api.url, { prefix: bearerToken.slice(0, -1) }));
    const emitted = [
      await call("get_invoice", { invoiceID: ids.invoice }),
      await call("create_contacts", { Contacts: [{ Name: "a" }] }),
      await call("update_invoice", { invoiceID: ids.invoice, invoices: { Invoices: [{ Reference: "r" }] } }),
      await call("update_invoice", { invoiceID: bearerToken, invoices: { Invoices: [] } }),
    ];
    expect(api.requests.every(({ headers }) => headers.authorization?.includes(bearerToken.slice(0, -1)))).toBe(true);
    expect(emitted.some(({ isError }) => isError)).toBe(true);
    expectHidden(JSON.stringify(emitted), spellings);
  });

  it.each(["sdk v2, newer generation", "sdk v1"] as const)(
    "is in nothing that the program emits to %s, on any channel",
    async (kind) => {
      const emitted: string[] = [];
      const onStderr = (text: string) => emitted.push(text);
      const env = { XERO_CLIENT_BEARER_TOKEN: bearerToken, XERO_API_URL: api.url };
      const agent = await connectAgentTo(kind, { command: process.execPath, args: [binary], env, onStderr });
      const keep = async (answer: Promise<unknown>) => {
        emitted.push(JSON.stringify(await answer.catch((error: Error) => error.message)));
      };
      for (const failure of [exception(400), exception(401), exception(503), { raw: dump }, limited]) {
        api.answer(failure);
        await Promise.all([
          keep(agent.callTool("get_invoice", { invoiceID: ids.invoice })),
          keep(agent.callTool("create_contacts", { Contacts: [{ Name: "a" }] })),
          keep(agent.readResource("xero://accounts")),
        ]);
      }
      await agent.close();
      expect(emitted.length).toBeGreaterThanOrEqual(15);
      expectHidden(emitted.join("\n"), spellings);
      expect(emitted.join("\n")).toContain("[hidden]");
    },
  );

  it("is in nothing that the program prints, whatever is wrong with how it was started", async () => {
    for (const env of [
      { XERO_CLIENT_BEARER_TOKEN: `${bearerToken} `, XERO_API_URL: bearerToken },
      { XERO_CLIENT_BEARER_TOKEN: `${bearerToken}"`, XERO_API_URL: api.url },
      { XERO_CLIENT_ID: "id", XERO_CLIENT_SECRET: bearerToken, XERO_REDIRECT_URI: `https://${bearerToken}` },
    ]) {
      const program = runProgram(binary, [], env);
      program.child.stdin.write(
        'not JSON\n{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_accounts","arguments":{}}}\n',
      );
      expect(await program.firstLine()).toContain("not configured");
      program.child.stdin.end();
      await program.ended();
      expectHidden(program.stdout() + program.stderr(), spellings);
    }
  });
});
