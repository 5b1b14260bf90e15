/**
 * The gateway's end of the keeper of children: starts that process with the first child, and gives each child's
 * standard streams as they come in over a socket that only this user can reach.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { keeperFile } from "../../keeper-file.js";
import { baseEnvironment } from "./environment.js";
import type { News, Order, StartOrder } from "./keeper-words.js";
import { killTree } from "./kill-tree.js";

/** What is told of a child: that it runs, with its streams; that it could not be started; that it ended. */
export type Watcher = {
  started(streams: Streams): void;
  failed(reason: string): void;
  ended(how: string): void;
};

export type Streams = { readonly input: Socket; readonly output: Socket; readonly errors: Socket };

type Entry = {
  readonly watcher: Watcher;
  readonly sockets: (Socket | undefined)[];
  pid: number | undefined;
  streaming: boolean;
  ended: string | undefined;
};

/** A keeper that runs, and the place where its children's streams arrive. */
type Running = {
  readonly process: ChildProcess;
  readonly server: Server;
  readonly folder: string;
  readonly key: string;
};

/** How long a keeper may take to end its children when it is told to. */
const CLOSE_MS = 5_000;

export class Keeper {
  readonly #children = new Map<number, Entry>();
  #running: Promise<Running> | undefined;
  #next = 0;

  /** Starts a child; the number by which it is stopped. */
  start(order: Omit<StartOrder, "what" | "child">, watcher: Watcher): number {
    this.#next += 1;
    const child = this.#next;
    this.#children.set(child, { watcher, sockets: [], pid: undefined, streaming: false, ended: undefined });
    this.#tell({ what: "start", child, ...order });
    return child;
  }

  /** Asks the child to end, and makes it after a moment. */
  stop(child: number): void {
    if (this.#children.has(child)) {
      this.#tell({ what: "stop", child });
    }
  }

  /** Ends the keeper, which ends every child. */
  async close(): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    if (running === undefined || running.process.exitCode !== null || running.process.signalCode !== null) {
      return;
    }
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, CLOSE_MS).unref();
      running.process.ref();
      running.process.once("exit", () => {
        clearTimeout(late);
        resolve();
      });
      running.process.stdin?.end();
    });
  }

  #tell(order: Order): void {
    this.#running ??= this.#open();
    this.#running.then(
      ({ process }) => process.stdin?.write(`${JSON.stringify(order)}\n`),
      (error: NodeJS.ErrnoException) => this.#lost(`its keeper cannot be started: ${error.code ?? error.message}`),
    );
  }

  async #open(): Promise<Running> {
    const key = randomBytes(16).toString("hex");
    // mkdtemp makes folders that only their owner may enter.
    const folder = mkdtempSync(join(tmpdir(), "turnpike-"));
    const address = process.platform === "win32" ? `\\\\.\\pipe\\turnpike-${key}` : join(folder, "s");
    const server = createServer((socket) => this.#greet(socket, key)).unref();
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(address, resolve));
    const keeper = spawn(process.execPath, ["--max-old-space-size=32", keeperFile, address, key, folder], {
      env: baseEnvironment(),
      stdio: ["pipe", "pipe", "ignore"],
      detached: true,
      windowsHide: true,
    });
    const lost = (why: string) => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
      this.#running = undefined;
      this.#lost(`its keeper ended: ${why}`);
    };
    keeper.once("error", ({ message }) => lost(message));
    keeper.once("exit", (code, signal) => lost(signal ?? `exit code ${code}`));
    keeper.stdin.on("error", () => undefined);
    createInterface({ input: keeper.stdout }).on("line", (line) => this.#hear(JSON.parse(line) as News));
    for (const each of [keeper, keeper.stdin, keeper.stdout]) {
      // A keeper that has nothing to keep holds up nobody.
      (each as { unref?(): void }).unref?.();
    }
    return { process: keeper, server, folder, key };
  }

  /** The first line on a socket says which stream of which child it is; what follows is the stream. */
  #greet(socket: Socket, key: string): void {
    let read = Buffer.alloc(0);
    socket.on("error", () => undefined);
    const take = (chunk: Buffer) => {
      read = Buffer.concat([read, chunk]);
      const end = read.indexOf(10);
      if (end < 0 && read.length < 100) {
        return;
      }
      socket.off("data", take);
      socket.pause();
      const [given, child, fd] = read.subarray(0, end).toString().split(" ");
      const entry = this.#children.get(Number(child));
      if (given !== key || entry === undefined) {
        socket.destroy();
        return;
      }
      socket.unshift(read.subarray(end + 1));
      entry.sockets[Number(fd)] = socket;
      this.#settle(Number(child), entry);
    };
    socket.on("data", take);
  }

  #hear(news: News): void {
    const entry = this.#children.get(news.child);
    if (entry === undefined) {
      return;
    }
    if (news.what === "failed") {
      this.#children.delete(news.child);
      for (const socket of entry.sockets) socket?.destroy();
      entry.watcher.failed(news.reason);
      return;
    }
    if (news.what === "started") {
      entry.pid = news.pid;
    } else {
      entry.ended = news.signal === null ? `exit code ${news.code}` : `signal ${news.signal}`;
    }
    this.#settle(news.child, entry);
  }

  /** News and streams come by different ways, in any order; a child that ended at once may have said why. */
  #settle(child: number, entry: Entry): void {
    const { watcher, pid, ended } = entry;
    const [input, output, errors] = entry.sockets;
    if (input === undefined || output === undefined || errors === undefined || pid === undefined) {
      return;
    }
    if (!entry.streaming) {
      entry.streaming = true;
      watcher.started({ input, output, errors });
    }
    if (ended !== undefined) {
      this.#children.delete(child);
      watcher.ended(ended);
    }
  }

  /** Without their keeper the children are the gateway's to end. */
  #lost(why: string): void {
    for (const [child, { pid, watcher }] of this.#children) {
      this.#children.delete(child);
      killTree(pid, "SIGKILL");
      if (pid === undefined) watcher.failed(why);
      else watcher.ended(why);
    }
  }
}
