/** Processes of a run: each says its port over IPC when it listens, and ends when the run does. */
import { type ChildProcess, fork } from "node:child_process";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

/** A process that listens on a port of its own. */
export type Listening = { readonly child: ChildProcess; readonly pid: number; readonly port: number };

/** In the process: tells the run where it listens, and ends it when the run is gone. */
export function ready(server: Server): void {
  process.send?.({ port: (server.address() as AddressInfo).port });
  process.on("disconnect", () => process.exit(0));
}

/** Starts a module of this folder (`processes/upstream`) as a process of its own. */
export function startModule(name: string, args: readonly string[] = []): ChildProcess {
  const file = fileURLToPath(new URL(`../${name}.js`, import.meta.url));
  return endsWithTheRun(fork(file, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] }));
}

/** Lets no process outlive the run, however it ends; it ends before the run's folder is removed. */
export function endsWithTheRun<C extends ChildProcess>(child: C): C {
  const end = () => child.kill("SIGKILL");
  process.setMaxListeners(0);
  process.prependListener("exit", end);
  child.once("exit", () => process.off("exit", end));
  return child;
}

/** Starts a module that listens, and waits until it does. */
export async function startListening(name: string, args: readonly string[] = []): Promise<Listening> {
  const child = startModule(name, args);
  const message = await nextMessage<{ port: number }>(child);
  return { child, pid: pidOf(child), port: message.port };
}

/** The next message of a child; rejects when the child ends first. */
export function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the process ended with ${code} before it answered`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message as T);
    });
  });
}

/** Sends a child a message and waits for its answer. */
export function ask<T>(child: ChildProcess, message: object): Promise<T> {
  const answer = nextMessage<T>(child);
  child.send(message);
  return answer;
}

/** The id of a process that runs. */
export function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) {
    throw new Error("the process did not start");
  }
  return child.pid;
}

/** Ends a process and waits for it: SIGTERM, after five seconds SIGKILL. */
export function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
