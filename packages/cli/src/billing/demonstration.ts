/** The books of the demonstration company: made once, and kept like any others after that. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { openBilling, writeDemonstration } from "@turnpike/billing";
import type { Context } from "../context.js";
import { makePrivate } from "./private-file.js";

/** Makes the company where there are no books yet, under another name until it is whole: half a company is none. */
export async function makeDemonstration({ out }: Context, database: string): Promise<void> {
  if (existsSync(database)) return;
  out.remark("making the books of the demonstration company, once: this takes some seconds");
  const part = `${database}.part`;
  for (const end of ["", "-wal", "-shm"]) rmSync(`${part}${end}`, { force: true });
  makePrivate(part);
  const billing = await openBilling({ database: part });
  try {
    await writeDemonstration(billing, { today: new Date().toISOString().slice(0, 10) });
  } finally {
    await billing.close();
  }
  renameSync(part, database);
}
