/** Files named on a command line: `-` is standard input, and text that is not UTF-8 is refused, not repaired. */
import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { Failure } from "./failure.js";

/** A text with the name that messages call it by. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Reads a file, or standard input for `-`. A byte order mark stays in the text: what reads it says what it thinks. */
export async function readInput(file: string): Promise<NamedText> {
  const name = file === "-" ? "standard input" : file;
  const bytes = file === "-" ? await readStandardInput() : await readBytes(file);
  if (!isUtf8(bytes)) {
    const line = badLine(bytes);
    throw new Failure("not_utf8", `${name} is not UTF-8 text: line ${line} has other bytes`, { line });
  }
  return { name, text: bytes.toString("utf8") };
}

/** The number of the first line that is not UTF-8. */
function badLine(bytes: Buffer): number {
  for (let line = 1, start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function readBytes(file: string): Promise<Buffer> {
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
    EEXIST: "it is a file",
    EACCES: "permission denied",
    EPERM: "permission denied",
    EROFS: "it is on a read-only disk",
    ENOTDIR: "a part of its path is a file",
  };
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
