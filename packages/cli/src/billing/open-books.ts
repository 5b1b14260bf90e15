/** The books in a data folder, with the access that a program on this machine has to them. */
import path from "node:path";
import { type Billing, type IssuedAccess, openBilling, UnusableBooks } from "@turnpike/billing";
import type { Context } from "../context.js";
import { Failure } from "../failure.js";
import { time } from "../output/times.js";
import { accessIn, makePrivate } from "../private-file.js";
import { prepareDataFolder, unusableBooks } from "../settings/data-folder.js";
import { makeDemonstration } from "./demonstration.js";

/** Open books; `folder` is their own. */
export type Books = { readonly billing: Billing; readonly access: IssuedAccess; readonly folder: string };

/** Opens them, making them where there are none: empty, or those of the demonstration company. */
export async function openBooks(
  context: Context,
  { data, isDemo }: { readonly data: string; readonly isDemo: boolean },
): Promise<Books> {
  const smtpUrl = smtpUrlOf(context.env.BILLING_SMTP_URL);
  const folder = path.join(data, "billing");
  prepareDataFolder(folder);
  const database = path.join(folder, "billing.sqlite");
  if (isDemo) await makeDemonstration(context, database);
  makePrivate(database);
  const billing = await openBilling({
    database,
    ...(smtpUrl === undefined ? {} : { smtpUrl }),
    report: (fault) => context.out.remark(`${time(Date.now())} ${fault instanceof Error ? fault.stack : fault}`),
  }).catch((error: unknown) => {
    throw error instanceof UnusableBooks ? unusableBooks(database, error) : error;
  });
  try {
    const names = ["identifier", "secret", "username", "password"] as const;
    const door = { opens: billing.isAccess, issue: billing.issueAccess };
    return { billing, access: await accessIn(path.join(folder, "access.json"), names, door), folder };
  } catch (error) {
    await billing.close();
    throw error;
  }
}

/** Where mail goes out; from the environment only, since it may hold a password. */
function smtpUrlOf(given: string | undefined): string | undefined {
  if (given === undefined || given === "") return undefined;
  if (URL.canParse(given) && /^smtps?:$/.test(new URL(given).protocol)) return given;
  throw new Failure("settings", "`BILLING_SMTP_URL` must be `smtp://user:password@host:port` or `smtps://…`");
}
