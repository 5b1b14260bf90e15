/** What a process was told that it has, and whether that is still there after a cut. */
import { join } from "node:path";
import { openSqlite, openVault } from "@turnpike/store";
import Database from "better-sqlite3";
import type { Op } from "./journal.js";

/** The counter of all calls. */
export const KEY = "all";

export type Told =
  | { readonly kind: "server"; readonly server: string }
  | { readonly kind: "reserved" | "settled"; readonly record: string };

/** What the write of a journal told, where it did. */
export function toldBy(op: Op): readonly Told[] {
  if (op.kind !== "write" || !op.path.endsWith("/told")) return [];
  return op.data
    .toString()
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Told]));
}

export type Found = {
  /** Of what was told, what is not there any more. */
  readonly lost: number;
  /** What is half written, or does not fit together; empty when all is sound. */
  readonly unsound: readonly string[];
};

type Row = { readonly id: number; readonly name: string; readonly upstream_status: number | null };

/** Opens a folder after a cut as the next start does, and looks for what was told. */
export async function lookFor(folder: string, told: readonly Told[]): Promise<Found> {
  const { store, close } = await openSqlite({ folder, report: () => {} });
  let lost = 0;
  const vault = await openVault({ folder });
  const servers = await store.servers.list();
  for (const each of told) {
    if (each.kind !== "server") continue;
    const credentials = servers.find(({ id }) => id === each.server)?.credentials;
    const opened = credentials && (await vault.open(credentials, each.server).catch(() => undefined));
    if (!opened) lost += 1;
  }
  await close();

  const db = new Database(join(folder, "turnpike.db"), { readonly: true });
  try {
    const rows = db.prepare<[], Row>("select id, name, upstream_status from records where completed = 1").all();
    const byId = new Map(rows.map((row) => [String(row.id), row]));
    for (const each of told) {
      if (each.kind === "server") continue;
      const row = byId.get(each.record);
      if (row === undefined || (each.kind === "settled" && row.upstream_status === null)) lost += 1;
    }
    return { lost, unsound: unsoundness(db, rows) };
  } finally {
    db.close();
  }
}

function unsoundness(db: Database.Database, rows: readonly Row[]): readonly string[] {
  const soundness = String(db.pragma("integrity_check", { simple: true }));
  const used = db.prepare<[string], string>("select used from counters where key = ?").pluck().get(KEY) ?? "0";
  const kept = rows.filter((row) => row.upstream_status !== 500).map((row) => Number(row.name.slice("pay_".length)));
  const sum = kept.reduce((total, amount) => total + BigInt(amount) * 10_000n, 0n);
  const underWay = Number(db.prepare("select count(*) from records where completed = 0").pluck().get());
  return [
    ...(soundness === "ok" ? [] : [soundness]),
    ...(BigInt(used) === sum ? [] : [`the counter holds ${used}, its calls come to ${sum}`]),
    ...(underWay === 0 ? [] : [`${underWay} records are still under way`]),
  ];
}
