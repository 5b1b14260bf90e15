/** Access to a scripted Xero, in a folder of its own, with a person who answers by hand. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../../../test/support/free-port.js";
import type { Access, SignedIn } from "../../../src/access/access.js";
import { openAccess } from "../../../src/access/open.js";
import { type ManualClock, manualClock } from "./manual-clock.js";
import { type ScriptedXero, startScriptedXero } from "./scripted-xero.js";

/** All that a test of access needs. */
export type Scene = {
  readonly xero: ScriptedXero;
  readonly clock: ManualClock;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The addresses that a browser was asked to open. */
  readonly opened: readonly string[];
  /** Whether browsers open from now on. */
  browser(opens: boolean): void;
  /** Another process's access, as it were: with its own memory, on the same file. */
  access(more?: Readonly<Record<string, string>>): Access;
  end(): Promise<void>;
};

/** Sets it up: an app by PKCE with a free port for its callback. */
export async function scene(): Promise<Scene> {
  const xero = await startScriptedXero();
  const clock = manualClock();
  const folder = mkdtempSync(join(tmpdir(), "xero-access-"));
  const opened: string[] = [];
  const accesses: Access[] = [];
  let opens = false;
  const environment = {
    XERO_CLIENT_ID: "app-of-the-tests",
    XERO_REDIRECT_URI: `http://127.0.0.1:${await freePort()}/callback`,
    XERO_API_URL: xero.url,
    XERO_IDENTITY_URL: xero.url,
    XERO_TOKEN_FILE: join(folder, "kept", "sign-in"),
  };
  const openBrowser = async (url: URL) => {
    if (opens) opened.push(url.href);
    return opens;
  };
  return {
    xero,
    clock,
    folder,
    environment,
    opened,
    browser: (now) => {
      opens = now;
    },
    access(more = {}) {
      const access = openAccess({ ...environment, ...more }, { clock, openBrowser });
      accesses.push(access);
      return access;
    },
    async end() {
      await Promise.all(accesses.map((each) => each.close()));
      await xero.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The answer's address that the service would send the browser to. */
export function answerTo(
  url: string,
  parameters: Readonly<Record<string, string>> = { code: "C0de-of-the-tests" },
): URL {
  const { searchParams } = new URL(url);
  const answer = new URL(searchParams.get("redirect_uri") ?? "");
  answer.searchParams.set("state", searchParams.get("state") ?? "");
  for (const [name, value] of Object.entries(parameters)) answer.searchParams.set(name, value);
  return answer;
}

/** Begins a sign-in and gives the address that the person would open. */
export async function begun(access: Access): Promise<string> {
  const under = await access.signIn();
  if (under.kind !== "under_way") throw new Error("signed in already");
  return under.url;
}

/** Signs in as a person would who agrees. */
export async function signedIn(access: Access): Promise<SignedIn> {
  await fetch(answerTo(await begun(access)));
  const done = await access.signIn();
  if (done.kind !== "signed_in") throw new Error("not signed in");
  return done;
}
