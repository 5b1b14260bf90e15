/** Asks all sources, some at a time; one that is dead stops nothing. */
import type { ServerTools } from "@turnpike/catalogue";
import { Failure } from "../failure.js";
import { readInput } from "../files.js";
import type { GivenTarget } from "../target.js";
import type { Asked } from "./ask-server.js";
import { readToolsFile } from "./read-tools.js";
import type { Source } from "./sources.js";

const atOnce = 8;

/** A source that gave no tools, and why. */
export type Unanswered = { readonly ok: false; readonly called: string; readonly failure: Failure };

/** A source with its tools, or with why there are none. */
export type Gathered = { readonly ok: true; readonly server: ServerTools } | Unanswered;

/** Gathers in the order of the sources; `tell` is called as each is done. */
export async function gather(
  sources: readonly Source[],
  version: string,
  tell: (done: Gathered, count: number) => void,
): Promise<readonly Gathered[]> {
  const results: Gathered[] = new Array<Gathered>(sources.length);
  let next = 0;
  let count = 0;
  const worker = async () => {
    for (let at = next++; at < sources.length; at = next++) {
      const result = await gatherOne(sources[at] as Source, version);
      results[at] = result;
      tell(result, ++count);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, sources.length) }, worker));
  return results;
}

async function gatherOne(source: Source, version: string): Promise<Gathered> {
  const { called, name } = source;
  try {
    const asked = source.kind === "file" ? await readFile(source.file) : await ask(source.target, version);
    return { ok: true, server: { name: name ?? asked.name ?? called, tools: asked.tools } };
  } catch (error) {
    if (error instanceof Failure) return { ok: false, called: name ?? called, failure: error };
    throw error;
  }
}

async function readFile(file: string): Promise<Asked> {
  return { name: undefined, tools: readToolsFile(await readInput(file)) };
}

/** The SDK is loaded when there is a server to ask. */
async function ask(target: GivenTarget, version: string): Promise<Asked> {
  return (await import("./ask-server.js")).askServer(target, version);
}
