/**
 * A disk to which the entries of a journal happen, and what is left of it when the power goes. What was written to a file
 * lasts when the file was synced, a name when its folder was; of everything since, a cut keeps what it likes: nothing, or
 * any sectors of any writes and the first so many changes of names. That is as harsh as POSIX allows, and harsher than
 * the common file systems are.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Random } from "../../packages/gateway/test/support/random.js";
import type { NameOp, Op } from "./journal.js";

type Change = Extract<Op, { kind: "write" | "truncate" }>;
type File = { content: Buffer; length: number; pending: Change[] };
type Names = { readonly files: Map<string, string>; readonly folders: Set<string> };

/** What a cut keeps of what was not synced. */
export type Kept = "nothing" | "anything";

const SECTOR_BYTES = 512;

export class Disk {
  readonly #root: string;
  readonly #files = new Map<string, File>();
  /** Inodes are used again: which of the files is meant by one now. */
  readonly #fileOf = new Map<string, string>();
  /** As the process sees the names, and as they would be found after a cut. */
  readonly #seen: Names;
  readonly #lasting: Names;
  #pendingNames: NameOp[] = [];

  /** An empty folder that lasts. */
  constructor(root: string) {
    this.#root = root;
    this.#seen = { files: new Map(), folders: new Set([root]) };
    this.#lasting = { files: new Map(), folders: new Set([root]) };
  }

  happen(op: Op): void {
    switch (op.kind) {
      case "write":
      case "truncate":
        this.#files.get(this.#fileOf.get(op.inode) ?? "")?.pending.push(op);
        break;
      case "sync":
        if (this.#seen.folders.has(op.path)) this.#syncNames(op.path);
        else this.#syncFile(op.inode);
        break;
      case "create":
        this.#create(op);
        break;
      default:
        this.#rename(op);
    }
  }

  /** Writes what a cut at this moment leaves into an empty folder. */
  cut(folder: string, kept: Kept, random: Random): void {
    const names = { files: new Map(this.#lasting.files), folders: new Set(this.#lasting.folders) };
    const surviving = kept === "nothing" ? 0 : random.below(this.#pendingNames.length + 1);
    for (const op of this.#pendingNames.slice(0, surviving)) changeNames(names, op);
    for (const path of names.folders) mkdirSync(join(folder, relative(this.#root, path)), { recursive: true });
    const share = kept === "nothing" ? 0 : random.pick([0, 0.5, 0.9, 1]);
    for (const [path, inode] of names.files) {
      const file = this.#files.get(inode);
      if (file === undefined || !names.folders.has(dirname(path))) continue;
      const copy: File = { content: Buffer.from(file.content), length: file.length, pending: [] };
      for (const change of file.pending)
        for (const part of sectorsOf(change)) if (random.chance(share)) write(copy, part);
      writeFileSync(join(folder, relative(this.#root, path)), copy.content.subarray(0, copy.length), { mode: 0o600 });
    }
  }

  /** A file that is there is opened; an inode that no name leads to any more is another file's now. */
  #create(op: Extract<Op, { kind: "create" }>): void {
    if (this.#seen.files.has(op.path)) return;
    const file = `${op.inode}, file ${this.#files.size}`;
    this.#fileOf.set(op.inode, file);
    this.#files.set(file, { content: Buffer.alloc(0), length: 0, pending: [] });
    this.#rename({ ...op, inode: file });
  }

  #syncFile(inode: string): void {
    const file = this.#files.get(this.#fileOf.get(inode) ?? "");
    if (file === undefined) return;
    for (const change of file.pending) write(file, change);
    file.pending = [];
  }

  #syncNames(folder: string): void {
    const isIn = (op: NameOp) => dirname("to" in op ? op.to : op.path) === folder;
    for (const op of this.#pendingNames.filter(isIn)) changeNames(this.#lasting, op);
    this.#pendingNames = this.#pendingNames.filter((op) => !isIn(op));
  }

  #rename(op: NameOp): void {
    changeNames(this.#seen, op);
    this.#pendingNames.push(op);
  }
}

function changeNames({ files, folders }: Names, op: NameOp): void {
  switch (op.kind) {
    case "create":
      files.set(op.path, op.inode);
      break;
    case "mkdir":
      folders.add(op.path);
      break;
    case "unlink":
      files.delete(op.path);
      break;
    default: {
      const inode = files.get(op.path);
      if (inode !== undefined) files.set(op.to, inode);
      if (op.kind === "rename") files.delete(op.path);
    }
  }
}

function write(file: File, change: Change): void {
  if (change.kind === "truncate") {
    if (change.length > file.length) grow(file, change.length);
    file.content.fill(0, change.length);
    file.length = change.length;
    return;
  }
  grow(file, change.offset + change.data.length);
  change.data.copy(file.content, change.offset);
}

function grow(file: File, length: number): void {
  if (length > file.content.length)
    file.content = Buffer.concat([file.content, Buffer.alloc(Math.max(length, 65_536))]);
  file.length = Math.max(file.length, length);
}

/** A write in the pieces that a disk writes whole. */
function sectorsOf(change: Change): readonly Change[] {
  if (change.kind === "truncate") return [change];
  const parts: Change[] = [];
  for (let at = 0; at < change.data.length; ) {
    const end = at + SECTOR_BYTES - ((change.offset + at) % SECTOR_BYTES);
    parts.push({ ...change, offset: change.offset + at, data: change.data.subarray(at, end) });
    at = end;
  }
  return parts;
}
