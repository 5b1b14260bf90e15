/** Operations on a real store in a folder of its own, with a clock that a test sets. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Counters, openSqlite, openVault } from "@turnpike/store";
import type { Control, Role } from "../../src/index.js";

/** A control to test with; `as` gives the same store to another role. */
export interface Desk {
  readonly control: Control;
  readonly counters: Counters;
  as(role: Role): Control;
  /** Sets the clock forward. */
  pass(ms: number): void;
  readonly folder: string;
  close(): Promise<void>;
}

/** Opens a store in a new folder. */
export async function openDesk(): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), "turnpike-control-"));
  let at = Date.parse("2026-11-20T10:00:00Z");
  const now = () => at;
  const { store, counters, close } = await openSqlite({ folder, clock: now });
  const vault = await openVault({ folder });
  const control: Control = { store, vault, asker: { member: "ann", role: "admin" }, now };
  return {
    control,
    counters,
    folder,
    as: (role) => ({ ...control, asker: { member: "bob", role } }),
    pass: (ms) => {
      at += ms;
    },
    close: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The smallest policy. */
export const denyAll = '{"version":"1","default":"deny"}';
