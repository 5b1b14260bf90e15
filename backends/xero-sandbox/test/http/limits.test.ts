/** Xero's own limits, on a clock of the test's own. */
import { request } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { limiterOf, xeroLimits } from "../../src/limits/limiter.js";
import { type Reply, type Server, startServer } from "../support/server.js";

let server: Server;
afterEach(() => server.close());

const read = (more = {}) => server.get("/Organisation", more);
const left = ({ headers }: Reply) =>
  ["x-minlimit-remaining", "x-daylimit-remaining", "x-appminlimit-remaining"].map((name) => Number(headers.get(name)));

function pass(seconds: number): void {
  server.clock.now = new Date(server.clock.now.getTime() + seconds * 1000);
}

async function times(count: number, more = {}): Promise<Reply> {
  let last = await read(more);
  for (let call = 1; call < count; call++) last = await read(more);
  return last;
}

describe("the limits", () => {
  it("are told on every reply to a known app and organisation, also on one that refuses", async () => {
    server = await startServer({ limits: xeroLimits });
    expect(left(await read())).toEqual([59, 4999, 9999]);
    const refused = await server.raw("PUT", "/Invoices", "no JSON");
    expect(refused.status).toBe(400);
    expect(left(refused)).toEqual([58, 4998, 9998]);
  });

  it("allow 60 calls in any minute, and say when the next may come", async () => {
    server = await startServer({ limits: xeroLimits });
    await times(30);
    pass(45);
    expect(left(await times(30))[0]).toBe(0);
    const refused = await read();
    expect(refused.status).toBe(429);
    expect(refused.headers.get("x-rate-limit-problem")).toBe("minute");
    expect(refused.headers.get("retry-after")).toBe("15");
    pass(14);
    expect((await read()).status).toBe(429);
    pass(1);
    expect((await times(30)).status).toBe(200);
    expect((await read()).status).toBe(429);
  });

  it("count for each organisation and each app by itself", async () => {
    server = await startServer({ limits: xeroLimits });
    await times(60);
    expect((await read()).status).toBe(429);
    expect((await read({ headers: { "xero-tenant-id": server.tenants[1] } })).status).toBe(200);
    expect((await read({ headers: { authorization: "Bearer other" } })).status).toBe(200);
  });

  it("of a day end with an answer that says so, and begin again after it", async () => {
    server = await startServer({ limits: { ...xeroLimits, perDay: 100 } });
    for (let minute = 0; minute < 2; minute++) {
      await times(50);
      pass(61);
    }
    const refused = await read();
    expect(refused.headers.get("x-rate-limit-problem")).toBe("day");
    expect(Number(refused.headers.get("retry-after"))).toBe(24 * 3600 - 122);
    pass(24 * 3600);
    expect((await read()).status).toBe(200);
  });

  it("allow an app so many calls a minute in all its organisations", async () => {
    server = await startServer({ limits: { ...xeroLimits, perAppMinute: 20 } });
    await times(10);
    await times(10, { headers: { "xero-tenant-id": server.tenants[1] } });
    expect((await read()).headers.get("x-rate-limit-problem")).toBe("appminute");
  });

  it("allow five calls at once", async () => {
    server = await startServer({ limits: xeroLimits });
    const open = Array.from({ length: 5 }, () => hang(server));
    await expect.poll(async () => (await read()).headers.get("x-rate-limit-problem")).toBe("concurrent");
    for (const each of open) each.destroy();
    await expect.poll(async () => (await read()).status).toBe(200);
  });
});

describe("the limiter, with Xero's own figures", () => {
  /** Calls until one is refused, with a minute between sixty of them; how many went well. */
  function callsUntilRefused(tenantOf: (call: number) => string, stepMs: number) {
    let at = 0;
    const limiter = limiterOf(xeroLimits, () => at);
    for (let call = 0; ; call++) {
      if (call > 0 && call % 60 === 0) at += stepMs;
      const entered = limiter.enter("app", tenantOf(call));
      if (!entered.ok) return { call, problem: entered.problem };
      entered.leave();
    }
  }

  it("lets 5,000 calls through in a day", () => {
    expect(callsUntilRefused(() => "one", 60_001)).toEqual({ call: 5000, problem: "day" });
  });

  it("lets an app through 10,000 times in a minute, over all organisations", () => {
    expect(callsUntilRefused((call) => String(Math.floor(call / 60)), 0)).toEqual({
      call: 10_000,
      problem: "appminute",
    });
  });

  it("lets 60 calls through in a minute", () => {
    expect(callsUntilRefused(() => "one", 59_999)).toEqual({ call: 60, problem: "minute" });
  });
});

/** A request whose body does not come. */
function hang({ url, tenants }: Server) {
  const headers = { authorization: "Bearer all", "xero-tenant-id": tenants[0], "content-length": "10" };
  const sent = request(`${url}/api.xro/2.0/Contacts`, { method: "PUT", headers });
  sent.on("error", () => {});
  sent.write("{");
  return sent;
}
