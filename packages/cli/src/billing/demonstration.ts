/** The books of the demonstration company: made once, and kept like any others after that. */
import { existsSync } from "node:fs";
import { openBilling, writeDemonstration } from "@turnpike/billing";
import type { Context } from "../context.js";
import { makeWhole } from "../private-file.js";

/** Makes the company where there are no books yet. */
export async function makeDemonstration({ out }: Context, database: string): Promise<void> {
  if (existsSync(database)) return;
  out.remark("making the books of the demonstration company, once: this takes some seconds");
  await makeWhole(database, async (part) => {
    const billing = await openBilling({ database: part });
    try {
      await writeDemonstration(billing, { today: new Date().toISOString().slice(0, 10) });
    } finally {
      await billing.close();
    }
  });
}
