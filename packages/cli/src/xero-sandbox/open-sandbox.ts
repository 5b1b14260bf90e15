/** The Xero sandbox in a data folder, with the client that programs on this machine are to it. */
import { existsSync } from "node:fs";
import path from "node:path";
import { openSandbox, type Sandbox, UnusableBooks, writeDemonstration } from "@turnpike/xero-sandbox";
import type { Context } from "../context.js";
import { time } from "../output/times.js";
import { accessIn, makePrivate, makeWhole } from "../private-file.js";
import { prepareDataFolder, unusableBooks } from "../settings/data-folder.js";

type Client = { readonly clientId: string; readonly clientSecret: string };

/** An open sandbox; `folder` is its own. */
export type Opened = { readonly sandbox: Sandbox; readonly client: Client; readonly folder: string };

/** Opens it, making it where there is none: with empty books, or those of the demonstration. */
export async function openSandboxIn(
  { out }: Context,
  { data, isDemo }: { readonly data: string; readonly isDemo: boolean },
): Promise<Opened> {
  const folder = path.join(data, "xero-sandbox");
  prepareDataFolder(folder);
  const database = path.join(folder, "xero-sandbox.sqlite");
  if (isDemo && !existsSync(database)) await makeWhole(database, makeDemonstration);
  makePrivate(database);
  const report = (fault: unknown) =>
    out.remark(`${time(Date.now())} ${fault instanceof Error ? fault.stack : String(fault)}`);
  const sandbox = await openSandbox({ database, report }).catch((error: unknown) => {
    throw error instanceof UnusableBooks ? unusableBooks(database, error) : error;
  });
  try {
    const door = { opens: sandbox.isClient, issue: () => sandbox.issueClient("Turnpike") };
    const names = ["clientId", "clientSecret"] as const;
    return { sandbox, client: await accessIn(path.join(folder, "client.json"), names, door), folder };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

async function makeDemonstration(part: string): Promise<void> {
  const sandbox = await openSandbox({ database: part });
  try {
    await writeDemonstration(sandbox, { today: new Date().toISOString().slice(0, 10) });
  } finally {
    await sandbox.close();
  }
}
