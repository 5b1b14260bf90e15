/** Clients that look for a way to sign in find out at once that there is none: a token of a grant is what they need. */
import {
  discoverAuthorizationServerMetadata,
  discoverOAuthProtectedResourceMetadata,
  discoverOAuthServerInfo,
} from "@modelcontextprotocol/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AgentKind, agentKinds, connectAgent } from "../../../test/support/agents.js";
import { type CountingUpstream, startCountingUpstream } from "../../../test/support/counting-upstream.js";
import { newerRequest, post } from "../../../test/support/raw-agent.js";
import { type Running, startRunning } from "./support/running.js";

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

test("the challenge of a 401 names the scheme, and the fault of a token that was given", async () => {
  const ask = (token?: string) => post({ url: running.url, token, ...newerRequest("tools/list") });
  const bare = await ask();
  expect([bare.status, bare.headers["www-authenticate"]]).toEqual([401, 'Bearer realm="turnpike"']);
  const wrong = await ask("tp_wrong");
  expect(wrong.status).toBe(401);
  expect(wrong.headers["www-authenticate"]).toBe('Bearer realm="turnpike", error="invalid_token"');
});

test("every well-known path is a 404 without a challenge, whoever asks and wherever it hangs", async () => {
  const { pathname } = new URL(running.url);
  const names = ["oauth-protected-resource", "oauth-authorization-server", "openid-configuration"];
  const paths = names.flatMap((name) => [
    `/.well-known/${name}`,
    `/.well-known/${name}${pathname}`,
    `${pathname}/.well-known/${name}`,
  ]);
  for (const path of paths) {
    for (const token of [undefined, running.token]) {
      const answer = await post({
        url: `${running.base}${path}`,
        token,
        httpMethod: "GET",
        headers: { accept: "*/*" },
      });
      expect([path, answer.status, answer.headers["www-authenticate"]]).toEqual([path, 404, undefined]);
    }
  }
  expect(upstream.count()).toBe(0);
});

test("the SDK's discovery ends without an authorization server to go to", async () => {
  await expect(discoverOAuthProtectedResourceMetadata(running.url)).rejects.toThrow(/404|does not implement/i);
  expect(await discoverAuthorizationServerMetadata(running.base)).toBeUndefined();
  expect(await discoverAuthorizationServerMetadata(running.url)).toBeUndefined();
  expect((await discoverOAuthServerInfo(running.url)).authorizationServerMetadata).toBeUndefined();
});

test.each(agentKinds)("an agent on %s without a token fails at once, as unauthorized", async (kind: AgentKind) => {
  await expect(connectAgent(kind, { url: running.url })).rejects.toThrow(/401|unauthorized|token/i);
  expect(upstream.count()).toBe(0);
});
