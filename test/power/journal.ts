/** The journal that `journal.c` writes: everything a process did to the files of a folder, in order. */
import { readFileSync } from "node:fs";

export type Op =
  | {
      readonly kind: "write";
      readonly inode: string;
      readonly offset: number;
      readonly data: Buffer;
      readonly path: string;
    }
  | { readonly kind: "truncate"; readonly inode: string; readonly length: number }
  /** Of a file: what was written to it lasts. Of a folder: the names in it do. */
  | { readonly kind: "sync"; readonly inode: string; readonly path: string }
  | NameOp;

/** A change of names; it lasts once its folder was synced. */
export type NameOp =
  | { readonly kind: "create"; readonly inode: string; readonly path: string }
  | { readonly kind: "link" | "rename"; readonly path: string; readonly to: string }
  | { readonly kind: "unlink" | "mkdir"; readonly path: string };

/** Reads a journal to its end. */
export function readJournal(file: string): readonly Op[] {
  const bytes = readFileSync(file);
  const ops: Op[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf("\n", at);
    const head = bytes.toString("latin1", at, end).split(" ");
    const [kind = "", inode = ""] = head;
    const [offset = 0, length = 0, first = 0, second = 0] = head.slice(2).map(Number);
    const path = bytes.toString("utf8", end + 1, end + 1 + first);
    const to = bytes.toString("utf8", end + 1 + first, end + 1 + first + second);
    const start = end + 1 + first + second;
    at = kind === "w" ? start + length : start;
    ops.push(opOf(kind, { inode, offset, path, to, data: bytes.subarray(start, at) }));
  }
  return ops;
}

type Parts = {
  readonly inode: string;
  readonly offset: number;
  readonly path: string;
  readonly to: string;
  readonly data: Buffer;
};

function opOf(kind: string, { inode, offset, path, to, data }: Parts): Op {
  switch (kind) {
    case "w":
      return { kind: "write", inode, offset, data, path };
    case "t":
      return { kind: "truncate", inode, length: offset };
    case "s":
      return { kind: "sync", inode, path };
    case "c":
      return { kind: "create", inode, path };
    case "l":
      return { kind: "link", path, to };
    case "r":
      return { kind: "rename", path, to };
    case "u":
      return { kind: "unlink", path };
    case "m":
      return { kind: "mkdir", path };
    default:
      throw new Error(`the journal has an entry of another kind: ${kind}`);
  }
}
