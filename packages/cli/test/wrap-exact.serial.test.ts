/** Several wrappers and a gateway on one data folder, all calling at once: their limits together stay exact. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectAgent } from "../../../test/support/agents.js";
import { type CountingUpstream, startCountingUpstream } from "../../../test/support/counting-upstream.js";
import { type GatewayProcess, startGateway } from "../../../test/support/gateway-process.js";
import { type Workplace, workplace } from "./support/command.js";
import { startWrap, type Wrapped } from "./support/wrapped.js";

const policy = {
  version: "1",
  default: "deny",
  tools: {
    whmcs_add_payment: {
      limits: [
        { counter: "calls of all", max: 100, window: "day", scope: "server" },
        { counter: "money of all", increment_from: "args.amount", max: 400, window: "day", scope: "server" },
      ],
    },
  },
};

let place: Workplace;
let upstream: CountingUpstream;
let gateway: GatewayProcess;
let wrappers: Wrapped[] = [];

beforeEach(async () => {
  place = await workplace();
  upstream = await startCountingUpstream();
  await place.file("policy.json", JSON.stringify(policy));
  gateway = await startGateway({ data: place.data });
});
afterEach(async () => {
  for (const each of wrappers) each.kill("SIGKILL");
  await Promise.all(wrappers.map((each) => each.ended));
  await gateway.dispose();
  await upstream.close();
  await place.remove();
});

test("three wrappers and a gateway admit exactly what the limits allow, and record every call", async () => {
  await place.objects("server", "add", "shop", "--upstream", upstream.url);
  await place.objects("policy", "add", "shop", "for-agents", "policy.json");
  const [grant] = await place.objects("grant", "create", "shop", "agent", "--policy", "for-agents");
  const { url, token } = grant as { url: string; token: string };
  wrappers = [1, 2, 3].map(() =>
    startWrap(place.data, ["--policy", `${place.path}/policy.json`, "--name", "shop", "--upstream", upstream.url]),
  );
  await Promise.all(wrappers.map((each) => each.initialize()));
  const agent = await connectAgent("sdk v2, newer generation", { url, token });

  // 5 a call: the money runs out at 80 calls, before the calls do.
  const outcomes = await Promise.all([
    ...wrappers.flatMap((wrapped) =>
      Array.from({ length: 40 }, async (_, id) => {
        const params = { name: "whmcs_add_payment", arguments: { amount: 5 } };
        wrapped.send({ id, method: "tools/call", params });
        return (await wrapped.answer(id)).result?.isError !== true;
      }),
    ),
    ...Array.from({ length: 40 }, async () => !(await agent.callTool("whmcs_add_payment", { amount: 5 })).isError),
  ]);
  await agent.close();
  expect(outcomes.filter((allowed) => allowed)).toHaveLength(80);
  expect(upstream.count("tools/call")).toBe(80);
  const log = await place.objects("log");
  expect(log.filter(({ outcome }) => outcome === "allow")).toHaveLength(80);
  expect(log.filter(({ outcome }) => outcome === "deny")).toHaveLength(80);
});
