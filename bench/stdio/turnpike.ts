/** Turnpike in the three places, with everything on: policy, limits, and the record on a disk. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepare, start, turnpike } from "../subjects/gateway.js";
import { benchPolicy } from "../traffic/policy.js";
import type { Served } from "./over-http.js";
import type { Piped } from "./over-pipes.js";
import { serverCommand } from "./server.js";

/** The gateway before a server that is a command. */
export async function servedGateway(folder: string): Promise<Served> {
  const { data, token } = prepare(join(folder, "stdio", "gateway", "data"), ["--", ...serverCommand]);
  const { child, url } = await start(data, "process");
  const title = "turnpike start";
  return { child, door: { title, port: Number(url.port), path: url.pathname, token, filtersLists: true } };
}

/** The wrapper around a server over HTTP, and around one that is a command. */
export function wraps(folder: string, upstreamUrl: string): readonly Piped[] {
  return [
    {
      title: "turnpike wrap",
      ways: ["toUrl"],
      command: wrap(join(folder, "stdio", "url"), ["--upstream", upstreamUrl]),
    },
    {
      title: "turnpike wrap",
      ways: ["aroundCommand"],
      command: wrap(join(folder, "stdio", "command"), ["--", ...serverCommand]),
    },
  ];
}

function wrap(folder: string, target: readonly string[]): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const policyFile = join(folder, "policy.json");
  writeFileSync(policyFile, JSON.stringify(benchPolicy(), null, 2));
  const data = join(folder, "data");
  return [process.execPath, turnpike, "wrap", "--policy", policyFile, "--name", "bench", "--data", data, ...target];
}
