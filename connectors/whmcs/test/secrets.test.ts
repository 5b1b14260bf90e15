import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectAgentTo } from "../../../test/support/agents.js";
import type { Answering } from "../../../test/support/answering-api.js";
import { expectHidden, spellingsOf } from "../../../test/support/hidden.js";
import { runProgram } from "../../../test/support/run-program.js";
import { binary } from "./support/connectors.js";
import { credentials, type RecordingApi, startRecordingApi } from "./support/recording-api.js";

const secrets = [credentials.WHMCS_API_SECRET, credentials.WHMCS_ACCESS_KEY];
const spellings = secrets.flatMap(spellingsOf);
const dump = spellings.join(" | ");

/** Failures of an installation that prints the request it got, in every place where it can. */
const failures: readonly Answering[] = [
  { reply: { result: "error", message: `bad request: ${dump}` } },
  { reply: { result: "error", message: `bad request: ${dump}` }, status: 403 },
  { reply: { result: "success", notes: dump, items: { item: [{ description: dump }] }, debug: { post: [dump] } } },
  { reply: { result: dump } },
  { raw: `<html>${dump}</html>`, status: 500 },
  { raw: `<html>${dump}</html>` },
  { raw: `result=error;message=${dump}`, status: 403 },
  { raw: "", status: 302, headers: { location: `https://elsewhere.example/?${dump.replaceAll(/[^\x20-\x7e]/g, "")}` } },
  { raw: `{"result":"success","notes":"${dump}` },
  { reply: { result: "success" }, status: 503 },
  "break",
];

let api: RecordingApi;
beforeEach(async () => {
  api = await startRecordingApi();
});
afterEach(() => api.close());

describe("the secret and the access key", () => {
  it.each(["sdk v2, newer generation", "sdk v1"] as const)(
    "are in nothing that the program emits to %s, whatever fails",
    async (kind) => {
      const emitted: string[] = [];
      const env = { ...credentials, WHMCS_API_URL: api.url };
      const onStderr = (text: string) => emitted.push(text);
      const agent = await connectAgentTo(kind, { command: process.execPath, args: [binary], env, onStderr });
      const keep = async (answer: Promise<unknown>) => {
        emitted.push(JSON.stringify(await answer.catch((error: Error) => error.message)));
      };
      for (const failure of failures) {
        api.answer(failure);
        await keep(agent.callTool("whmcs_get_invoice", { invoiceid: 1 }));
        await keep(agent.callTool("whmcs_create_invoice", { userid: 1 }));
        await keep(agent.readResource("whmcs://currencies"));
      }
      await keep(agent.callTool("whmcs_create_invoice", { userid: secrets[0] }));
      await keep(agent.callTool("whmcs_no_such_tool", {}));
      await agent.close();
      expect(api.requests.length).toBeGreaterThan(failures.length * 3);
      expect(api.requests.every(({ form }) => form.secret === credentials.WHMCS_API_SECRET)).toBe(true);
      expect(emitted).toHaveLength(failures.length * 3 + 2);
      expectHidden(emitted.join("\n"), spellings);
      expect(emitted.join("\n")).toContain("[hidden]");
    },
  );

  it("are in nothing that the program prints, whatever is wrong with how it was started", async () => {
    const environments = [
      { ...credentials },
      { ...credentials, WHMCS_API_URL: `https://u:${encodeURIComponent(secrets[0] ?? "")}@h.example/` },
      { ...credentials, WHMCS_API_URL: api.url, WHMCS_DATE_FORMAT: secrets[0] ?? "" },
      { ...credentials, WHMCS_API_URL: secrets[0] ?? "" },
    ];
    for (const env of environments) {
      const program = runProgram(binary, [], env);
      program.child.stdin.write(
        'not JSON\n{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"whmcs_get_currencies","arguments":{}}}\n',
      );
      expect(await program.firstLine()).toContain("not configured");
      program.child.stdin.end();
      await program.ended();
      expectHidden(program.stdout() + program.stderr(), spellings);
    }
  });
});
