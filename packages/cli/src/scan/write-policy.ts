/** Writes recommended policies: one file with its tests beside it, or a folder with two files a server. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { policyJson, type Report, recommendedSuite, recommendedYaml, suiteYaml } from "@turnpike/catalogue";
import { freeName } from "@turnpike/registry";
import { Failure } from "../failure.js";
import { whyUnreadable } from "../files.js";

/** Where `-o` writes; refused before anything is scanned. */
export function checkOutput(output: string | undefined, many: boolean): void {
  if (output === undefined) return;
  const named = /\.(?:ya?ml|json)$/i.test(output);
  if (!many && !named) {
    throw new Failure("invalid", `\`-o\` takes a file that ends in .yaml, .yml or .json, not \`${output}\``);
  }
  if (many && named) {
    throw new Failure("invalid", `beside \`--list\`, \`-o\` takes a folder for the policies, not \`${output}\``);
  }
}

/** Writes everything and gives the names of the files. */
export async function writePolicies(
  reports: readonly Report[],
  output: string,
  many: boolean,
): Promise<readonly string[]> {
  const written: string[] = [];
  const taken = new Set<string>();
  for (const report of reports) {
    const file = many ? path.join(output, `${freeName(report.server.name, taken)}.yaml`) : output;
    const tests = file.replace(/\.[^.]+$/, ".test.yaml");
    await write(file, policyText(report, file));
    await write(tests, suiteYaml(recommendedSuite(report.recommendation, path.basename(file))));
    written.push(file, tests);
  }
  return written;
}

function policyText({ recommendation, server, findings }: Report, file: string): string {
  if (/\.json$/i.test(file)) return policyJson(recommendation.document);
  return recommendedYaml(recommendation, server.name, findings);
}

async function write(file: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (error) {
    throw new Failure("unwritable", `cannot write \`${file}\`: ${whyUnreadable(error)}`);
  }
}
