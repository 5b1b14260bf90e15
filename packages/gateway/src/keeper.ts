/**
 * The keeper of the children: a process of its own that starts the servers which are commands, and ends them when the
 * gateway dies, however it dies. A child that waits for the end of its input ends by itself then; this is for those that
 * do not, and for what they have started.
 *
 * It is the parent of every child, so none is started that it does not know; it hears of the gateway's death by the end
 * of its own input. It never touches what the children say: each gets sockets to the gateway as its standard streams. It
 * lives in a session of its own, so that a signal to the gateway's group leaves it alone.
 */
import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import crossSpawn from "cross-spawn";
import type { News, Order, StartOrder } from "./upstream/stdio/keeper-words.js";
import { killTree, STOP_GRACE_MS } from "./upstream/stdio/kill-tree.js";

const children = new Map<number, ChildProcess>();
const [, , address = "", key = "", folder = ""] = process.argv;
let gatewayGone = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => undefined);
}
process.stdout.on("error", () => undefined);
createInterface({ input: process.stdin })
  .on("line", (line) => obey(JSON.parse(line) as Order))
  .on("close", endAll);

function obey(order: Order): void {
  if (order.what === "start") {
    start(order).catch((error: NodeJS.ErrnoException) => failed(order.child, error));
  } else {
    stop(order.child);
  }
}

function tell(news: News): void {
  process.stdout.write(`${JSON.stringify(news)}\n`);
}

function failed(child: number, { code, message }: NodeJS.ErrnoException): void {
  tell({ what: "failed", child, reason: code ?? message });
}

/** The sockets are the child's alone once it has them: the gateway sees their end when the child is gone. */
async function start({ child: number, command, args, cwd, env }: StartOrder): Promise<void> {
  const sockets = await Promise.all([0, 1, 2].map((fd) => reach(number, fd)));
  if (gatewayGone) {
    return;
  }
  const onWindows = process.platform === "win32";
  const child = crossSpawn(command, args, {
    cwd,
    env: { ...env },
    // Windows gives a pipe's client end to no program that does not expect it.
    stdio: onWindows ? "pipe" : sockets,
    detached: !onWindows,
    windowsHide: true,
  });
  child.on("error", (error) => failed(number, error));
  child.on("spawn", () => {
    children.set(number, child);
    tell({ what: "started", child: number, pid: child.pid as number });
  });
  child.on("exit", (code, signal) => {
    // What the child has started ends with it.
    killTree(child.pid, "SIGKILL");
    children.delete(number);
    tell({ what: "ended", child: number, code, signal });
  });
  if (onWindows) {
    relay(child, sockets);
  } else {
    for (const socket of sockets) {
      socket.destroy();
    }
  }
}

/** A socket to the gateway, which learns by the first line whose stream it is; nothing is read from it here. */
function reach(child: number, fd: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    socket.pause();
    socket.once("error", reject);
    socket.once("connect", () => socket.write(`${key} ${child} ${fd}\n`, () => resolve(socket)));
  });
}

function relay(child: ChildProcess, [input, output, errors]: readonly Socket[]): void {
  if (input !== undefined && child.stdin !== null) input.pipe(child.stdin).on("error", () => undefined);
  if (output !== undefined) child.stdout?.pipe(output);
  if (errors !== undefined) child.stderr?.pipe(errors);
}

function stop(number: number): void {
  const { pid } = children.get(number) ?? {};
  killTree(pid, "SIGTERM");
  setTimeout(() => {
    if (children.get(number)?.pid === pid) {
      killTree(pid, "SIGKILL");
    }
  }, STOP_GRACE_MS);
}

function endAll(): void {
  gatewayGone = true;
  rmSync(folder, { recursive: true, force: true });
  for (const { pid } of children.values()) {
    killTree(pid, "SIGTERM");
  }
  const look = setInterval(() => {
    if (children.size === 0) process.exit(0);
  }, 20);
  setTimeout(() => {
    clearInterval(look);
    for (const { pid } of children.values()) {
      killTree(pid, "SIGKILL");
    }
    process.exit(0);
  }, STOP_GRACE_MS);
}
