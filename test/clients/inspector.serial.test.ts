/** The MCP Inspector sees through the gateway what it sees straight, but for what the policy hides and denies. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Running, startRunning } from "../../packages/gateway/test/support/running.js";
import { type Fixture, startFixture } from "../conformance/fixture/start.js";
import { eras, inspect } from "./inspector.js";

const policy = {
  version: "1",
  default: "allow",
  hide: ["test_image_content"],
  tools: { test_audio_content: { action: "deny" } },
};

const requests = [
  ["--method", "tools/call", "--tool-name", "test_simple_text"],
  ["--method", "tools/call", "--tool-name", "test_multiple_content_types"],
  ["--method", "resources/list"],
  ["--method", "resources/templates/list"],
  ["--method", "resources/read", "--uri", "test://static-text"],
  ["--method", "prompts/list"],
  ["--method", "prompts/get", "--prompt-name", "test_prompt_with_arguments", "--prompt-args", "arg1=a", "arg2=b"],
];

let fixture: Fixture;
let running: Running;
beforeAll(async () => {
  fixture = await startFixture();
  running = await startRunning({ upstream: fixture.url, policy });
}, 120_000);
afterAll(async () => {
  await running.dispose();
  await fixture.close();
});

describe.each(eras)("in its era `%s`", (era) => {
  const direct = () => ({ url: fixture.url, era });
  const through = () => ({ url: running.url, token: running.token, era });

  test.each(requests.map((request) => [request.join(" "), request] as const))(
    "%s gets the same",
    async (_, request) => {
      const straight = await inspect(direct(), ...request);
      const passed = await inspect(through(), ...request);
      expect(straight.code).toBe(0);
      expect(passed).toEqual(straight);
    },
  );

  test("lists what is not hidden, and calls nothing else", async () => {
    const names = async (where: ReturnType<typeof direct>) => {
      const { result } = await inspect(where, "--method", "tools/list");
      return (result?.result.tools ?? []).map(({ name }) => name);
    };
    const all = await names(direct());
    expect(await names(through())).toEqual(all.filter((name) => name !== "test_image_content"));
    const hidden = await inspect(through(), "--method", "tools/call", "--tool-name", "test_image_content");
    expect(hidden.stderr).toContain("not found on server");
  });

  test("shows a refusal as the failure of a tool, in its words", async () => {
    const denied = await inspect(through(), "--method", "tools/call", "--tool-name", "test_audio_content");
    expect(denied.code).toBe(5);
    expect(JSON.stringify(denied.result)).toContain("[POLICY DENIED]");
  });

  test("says that a token is needed when it has none", async () => {
    const refused = await inspect({ url: running.url, era }, "--method", "tools/list");
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain("auth_required");
  });
});
