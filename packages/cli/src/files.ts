/** Files named on a command line: `-` is standard input, and text that is not UTF-8 is refused, not repaired. */
import { readFile } from "node:fs/promises";
import { decodeUtf8 } from "@turnpike/json";
import { Failure } from "./failure.js";

/** A text with the name that messages call it by. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Reads a file, or standard input for `-`. */
export async function readInput(file: string): Promise<NamedText> {
  const name = file === "-" ? "standard input" : file;
  const bytes = file === "-" ? await readStandardInput() : await readBytes(file);
  const decoded = decodeUtf8(bytes);
  if (decoded === undefined) throw new Failure("unreadable", `${name} is not UTF-8 text without a byte order mark`);
  return { name, text: decoded };
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Failure("unreadable", `cannot read \`${file}\`: ${whyUnreadable(error)}`);
  }
}

/** The reason of a failed file operation, without the system call and path that Node puts into it. */
export function whyUnreadable(error: unknown): string {
  const reasons: Record<string, string> = {
    ENOENT: "there is no such file",
    EISDIR: "it is a folder",
    EACCES: "permission denied",
    ENOTDIR: "a part of its path is a file",
  };
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
