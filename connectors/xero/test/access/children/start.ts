/** A real process that runs one of the programs in this folder, with one JSON argument. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** What a process left. */
export type Ended = { readonly code: number | null; readonly signal: string | null; readonly output: string };

/** A started process; it begins its work when it is told to. */
export type Started = {
  /** Resolves when it has told us so. */
  told(word: "ready" | "asked"): Promise<void>;
  begin(): void;
  /** Ends it as a power cut would. */
  kill(): void;
  readonly ended: Promise<Ended>;
};

/** Starts a program of this folder. */
export function startChild(program: "ask-for-token" | "write-and-die", argument: unknown): Started {
  const file = fileURLToPath(new URL(`./${program}.ts`, import.meta.url));
  const flags = ["--import", "tsx", "--conditions=@turnpike/source"];
  const child = spawn(process.execPath, [...flags, file, JSON.stringify(argument)], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const words = new Set<unknown>();
  child.on("message", (word) => words.add(word));
  const output = Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
  ]);
  const ended = once(child, "close").then(async ([code, signal]) => ({
    code,
    signal,
    output: (await output).join(""),
  }));
  return {
    told: async (word) => {
      while (!words.has(word)) await Promise.race([once(child, "message"), ended]);
    },
    begin: () => child.send("begin"),
    kill: () => child.kill("SIGKILL"),
    ended,
  };
}
