import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BillingProcess, startBilling } from "../../../test/support/billing-process.js";
import { type Workplace, workplace } from "./support/command.js";

let at: Workplace;
const running: BillingProcess[] = [];
beforeEach(async () => {
  at = await workplace();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop("SIGKILL")));
  await at.remove();
});

async function start(...args: readonly string[]): Promise<BillingProcess> {
  const billing = await startBilling(at.data, ...args);
  running.push(billing);
  return billing;
}

describe("turnpike billing start", () => {
  it("prints one line with its address and access, answers with them, and stops cleanly", async () => {
    const billing = await start();
    expect(Object.keys(billing.ready)).toEqual(["url", "identifier", "secret", "username", "password"]);
    expect(billing.ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/includes\/api\.php$/);
    expect(await billing.call("CreateInvoice", { userid: "1" })).toEqual({
      result: "error",
      message: "Client ID Not Found",
    });
    expect(await billing.stop()).toBe(0);
    expect(billing.output).toHaveLength(1);
  });

  it("gives the same access after a restart", async () => {
    const first = await start();
    await first.stop();
    const second = await start();
    expect({ ...second.ready, url: "" }).toEqual({ ...first.ready, url: "" });
  });

  it("keeps the demonstration's books apart", async () => {
    const own = await start();
    const demo = await start("--demo");
    expect(demo.ready.identifier).not.toBe(own.ready.identifier);
  });

  it("says that its port is taken, and what to do", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as AddressInfo;
    const { exit, error } = await at.failure("billing", "start", "--port", String(port));
    taken.close();
    expect({ exit, code: error.code }).toEqual({ exit: 1, code: "cannot_listen" });
    expect(error.message).toContain(`port ${port} on 127.0.0.1 is in use by another program`);
  });

  it("refuses a port that is none", async () => {
    const { exit, error } = await at.failure("billing", "start", "--port", "70000");
    expect({ exit, code: error.code }).toEqual({ exit: 2, code: "invalid" });
    expect(error.message).toBe("`--port` must be a whole number from 0 to 65535, not `70000`");
  });
});
