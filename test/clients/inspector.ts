/** The MCP Inspector in its command-line mode: one request of the official tool that people look at servers with. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { installedApart } from "../../bench/machine/installed-apart.js";
import { node22 } from "../conformance/node22.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = fileURLToPath(new URL("./inspector", import.meta.url));

export type Inspected = {
  readonly code: number;
  /** What it printed as the result, read as JSON; undefined when that is none. */
  readonly result: { readonly result: { readonly tools?: readonly { readonly name: string }[] } } | undefined;
  readonly stderr: string;
};

/** The generations that the Inspector speaks, by its own names. */
export const eras = ["legacy", "modern"] as const;

export type Inspection = {
  readonly url: string;
  readonly token?: string;
  readonly era: (typeof eras)[number];
};

/** Sends one request (`--method tools/list …`) and gives back what the Inspector says. */
export async function inspect({ url, token, era }: Inspection, ...args: readonly string[]): Promise<Inspected> {
  const program = await installedApart(folder, "@modelcontextprotocol/inspector/clients/launcher/build/index.js");
  if (program === undefined) throw new Error("the Inspector's package has no launcher");
  const home = await temporaryFolder("inspector");
  const header = token === undefined ? [] : ["--header", `Authorization: Bearer ${token}`];
  const how = [
    "--cli",
    url,
    "--transport",
    "http",
    "--protocol-era",
    era,
    "--stored-auth-only",
    "--format",
    "json",
    "-q",
  ];
  const env = { PATH: process.env.PATH, HOME: home.path, NO_COLOR: "1" };
  const node = await node22();
  try {
    return await new Promise((resolve) => {
      execFile(node, [program, ...how, ...header, ...args], { env, timeout: 60_000 }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ code, result: resultIn(stdout), stderr });
      });
    });
  } finally {
    await home.remove();
  }
}

function resultIn(stdout: string): Inspected["result"] {
  try {
    return JSON.parse(stdout) as Inspected["result"];
  } catch {
    return undefined;
  }
}
