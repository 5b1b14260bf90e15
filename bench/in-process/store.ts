/** Cost of what must last: reserving two limits with the record, and settling, in SQLite on disk. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { conclude, counterKey, type Judgement, releasesOf } from "@turnpike/policy";
import { type Durability, hashToken, newId, openSqlite, type Permit, type SqliteStore } from "@turnpike/store";
import { benchPolicy } from "../traffic/policy.js";
import { calledTool } from "../traffic/tools.js";
import { measuredJudgement } from "./decision.js";
import { cpuMicrosOf } from "./timing.js";

const MEASURED_MS = 700;

/** Rows of the table, in CPU time. */
export async function storeRows(folder: string): Promise<readonly { what: string; micros: number }[]> {
  return [...(await rowsOf(folder, "process", [1, 8, 64])), ...(await rowsOf(folder, "power", [8]))];
}

async function rowsOf(folder: string, durability: Durability, together: readonly number[]) {
  const opened = await openSqlite({ folder: join(folder, `store-${durability}`), durability });
  const permit = await registeredPermit(opened);
  const judgement = measuredJudgement();
  const rows: { what: string; micros: number }[] = [];
  for (const count of together) {
    const micros = await cpuMicrosOf(() => reserveAndSettle(opened, permit, judgement), count, MEASURED_MS);
    rows.push({ what: `store: reserve and settle, ${count} at once, ${durability} (CPU)`, micros });
  }
  await opened.close();
  return rows;
}

async function registeredPermit({ store }: SqliteStore): Promise<Permit> {
  const target = { kind: "http", url: "http://127.0.0.1:9/mcp" } as const;
  const server = await store.servers.add({ id: newId("server", Date.now()), name: "bench", target, credentials: null });
  const document = JSON.stringify(benchPolicy());
  const policy = await store.policies.save({ server: server.id, name: "bench", document });
  const grant = { server: server.id, label: "load", policy: policy.id, expiresAt: null };
  const { token } = await store.grants.create(grant);
  const permit = await store.permit(hashToken(token));
  if (permit === undefined) {
    throw new Error("a new grant's token is not known");
  }
  return permit;
}

/** One allowed call, as the gateway's stages `reserve` and `settle` make it: nobody waits for the end of settling. */
async function reserveAndSettle({ counters }: SqliteStore, permit: Permit, judgement: Judgement): Promise<void> {
  const owners = {
    organisation: permit.organisation,
    server: permit.server.id,
    policy: permit.policy?.id ?? "",
    grant: permit.grant.id,
  };
  const claims = judgement.claims.map((claim) => ({ key: counterKey(claim, owners), claim }));
  const { counted, recordId } = await counters.reserve({
    how: "reserve",
    claims,
    record: (seen) => {
      const { outcome, rule, message } = conclude(judgement, seen);
      const argumentKeys = ["date", "itemamount", "notes", "status", "userid"];
      const call = { method: "tools/call", name: calledTool, argumentKeys, session: null };
      return { ...call, requestId: randomUUID(), permit, outcome, rule, message };
    },
  });
  const release = releasesOf(claims, counted.states, "success");
  void counters.settle({ recordId, release, completion: { upstreamStatus: 200, latencyMs: 1 } });
}
