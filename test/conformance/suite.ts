/** Runs the official conformance suite and reads what it wrote. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { temporaryFolder } from "../support/temporary-folder.js";
import { type Check, flatten, total, type WrittenCheck } from "./check.js";
import { node22 } from "./node22.js";

/** The protocol revisions that are compared. */
export const revisions = ["2025-06-18", "2025-11-25", "2026-07-28"] as const;
export type Revision = (typeof revisions)[number];

const require = createRequire(import.meta.url);
const command = require.resolve("@modelcontextprotocol/conformance/dist/index.js");
/** The longest scenario takes seven seconds; one that hangs is a failed check. */
const scenarioMs = 15_000;
const longestMs = 300_000;

/** Runs every scenario that the revision requires, and those beyond, against the server at this address. */
export async function runServerSuite(url: string, revision: Revision): Promise<readonly Check[]> {
  // the suite has a frozen list for the two newer revisions; the oldest takes all that applies to it
  const which =
    revision === "2025-06-18" ? ["--suite", "all", "--spec-version", revision] : ["--requirements", revision];
  const { checks, output } = await run(["server", "--url", url, "--timeout", String(scenarioMs), ...which]);
  const said = /^Total: (\d+) passed, (\d+) failed/m.exec(output);
  const { passed, failed } = total(checks);
  if (Number(said?.[1]) !== passed || Number(said?.[2]) !== failed) {
    throw new Error(`read ${passed} passed, ${failed} failed; the suite said ${said?.[0] ?? output.slice(-2000)}`);
  }
  return checks;
}

/** Runs one scenario against a client, which is this command followed by the address of the suite's server. */
export async function runClientScenario(
  client: string,
  scenario: string,
  revision: Revision,
  env: Readonly<Record<string, string>>,
): Promise<readonly Check[]> {
  const which = ["--scenario", scenario, "--spec-version", revision];
  const { checks, output } = await run(["client", "--command", client, "--timeout", String(scenarioMs), ...which], env);
  const badly = /^Client (exited with code|timed out)/m.test(output);
  const message = badly ? output.slice(-2000) : "";
  return [...checks, { key: `${scenario} agent-ended-well`, status: badly ? "FAILURE" : "SUCCESS", message }];
}

/** The client scenarios of each revision: those of the transport and the protocol, not of OAuth, and no extension. */
export async function clientScenarios(): Promise<readonly (readonly [scenario: string, revision: Revision])[]> {
  const { output } = await run(["list"]);
  const section = /^Client scenarios[^\n]*\n(.*?)\n\n/ms.exec(output)?.[1] ?? "";
  const found = [...section.matchAll(/^ {2}- (\S+) \[(.*)\]$/gm)].flatMap(([, scenario = "", listed = ""]) =>
    revisions
      .filter((revision) => listed.split(",").includes(revision))
      .map((revision) => [scenario, revision] as const),
  );
  return found.filter(([scenario]) => !scenario.startsWith("auth/"));
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder("conformance");
  try {
    const output = await runToEnd([command, ...args, ...(args[0] === "list" ? [] : ["-o", folder.path])], env);
    return { checks: [...(await readChecks(folder.path)), ...brokenOff(output)], output };
  } finally {
    await folder.remove();
  }
}

async function runToEnd(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(await node22(), args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), longestMs);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  await once(child, "close");
  clearTimeout(timer);
  if (child.signalCode !== null)
    throw new Error(`the suite did not end within ${longestMs} ms: ${output.slice(-2000)}`);
  return output;
}

// The suite counts a scenario that broke off as one failed check, and writes it nowhere but to its output.
function brokenOff(output: string): readonly Check[] {
  return [...output.matchAll(/^Failed to run scenario (\S+): (.*)$/gm)].map(([, scenario = "", message = ""]) => ({
    key: `${scenario} broke-off`,
    status: "FAILURE",
    message,
  }));
}

// Each scenario has a folder of its own: `server-` for a server's, the scenario's name, the time.
async function readChecks(folder: string): Promise<readonly Check[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith("checks.json")).sort();
  const read = names.map(async (name) => {
    const scenario = name.replace(/^server-/, "").replace(/-\d{4}-\d\d-\d\dT[^/\\]*[/\\]checks\.json$/, "");
    return flatten(scenario, JSON.parse(await readFile(join(folder, name), "utf8")) as WrittenCheck[]);
  });
  return (await Promise.all(read)).flat();
}
