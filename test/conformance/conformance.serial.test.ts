/**
 * The official conformance suite, straight and through the gateway, check by check; and that the comparison would notice
 * a gateway that broke something.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GatewayProcess } from "../support/gateway-process.js";
import type { Check } from "./check.js";
import { compare } from "./compare.js";
import { identical, readExpectations } from "./expectations.js";
import { startConformanceGateway } from "./gateway.js";
import { type Run, runAll, subjects, testServer } from "./run-all.js";
import { revisions } from "./suite.js";
import { readTotals } from "./totals.js";

const longestMs = 400_000;

describe("the suite through the gateway", () => {
  let gateway: GatewayProcess | undefined;
  let runs: readonly Run[] = [];

  beforeAll(async () => {
    gateway = await startConformanceGateway();
    runs = await runAll({ kind: "gateway", data: gateway.data }, readExpectations());
  }, longestMs);
  afterAll(() => gateway?.dispose());

  for (const subject of subjects) {
    for (const revision of revisions) {
      const find = () => runs.find((run) => run.subject === subject && run.revision === revision);

      it(`agrees with the direct run on every check of ${subject} at ${revision}`, () => {
        expect(find()).toMatchObject({ differing: [], stale: [] });
      });

      it(`looks at as many checks of ${subject} at ${revision} as are pinned`, () => {
        expect(find()?.direct).toEqual(readTotals()[subject]?.[revision]);
        expect(find()?.through.checks).toBeGreaterThan(0);
      });
    }
  }

  it("has a fixture that passes everything", () => {
    const fixture = runs.filter(({ subject }) => subject === "fixture");
    expect(fixture.map(({ direct }) => direct.failed)).toEqual([0, 0, 0]);
  });
});

describe("the comparison", () => {
  const revision = "2025-11-25";
  const by = async (way: Parameters<typeof testServer>[2]) => {
    const through = await testServer("fixture", revision, way);
    return compare("fixture", revision, direct, through, identical).differing.map(({ key }) => key);
  };
  let direct: readonly Check[] = [];

  beforeAll(async () => {
    direct = await testServer("fixture", revision, { kind: "direct" });
  });

  it("finds nothing where a bare pipe is between", async () => {
    expect(await by({ kind: "pipe" })).toEqual([]);
  });

  it("finds a pipe that writes its own names into Host and Origin", async () => {
    expect(await by({ kind: "pipe", fault: "names" })).toEqual([
      "dns-rebinding-protection localhost-host-rebinding-rejected DNSRebindingRejected",
    ]);
  });

  it("finds a pipe that loses the ids of events", async () => {
    expect(await by({ kind: "pipe", fault: "event-ids" })).toContain(
      "server-sse-polling server-sse-disconnect-resume ServerDisconnectResume",
    );
  });
});
