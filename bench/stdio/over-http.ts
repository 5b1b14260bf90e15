/** Subjects that an agent speaks to over HTTP: one session, each call in flight on a connection of its own. */
import type { ChildProcess } from "node:child_process";
import type { CellOrder, CellResult } from "../load/cell.js";
import { ask, pidOf, stop } from "../machine/child.js";
import { converse, openSession } from "../subjects/acquaint.js";
import type { Door } from "../subjects/subject.js";
import { splitTree } from "./server.js";
import type { StdioSubject } from "./subject.js";

/** A program that listens, and where. */
export type Served = { readonly child: ChildProcess; readonly door: Door };

/** Opens a session, by which the server is started where it was not, and makes the first call. */
export async function servedSubject({ child, door }: Served, generator: ChildProcess): Promise<StdioSubject> {
  const session = await openSession(door, "2025-11-25");
  const { heads, body, expected, inEvents } = await converse(door, "json", "2025-11-25", [session]);
  const { own, servers } = splitTree(pidOf(child));
  return {
    title: door.title,
    ways: ["toCommand"],
    exchange: { body, expected },
    processes: { subject: own, server: servers, generator: [pidOf(generator)] },
    run: ({ exchange, inFlight, ...order }) => {
      const whole: CellOrder = { ...order, ...exchange, port: door.port, heads, inEvents, connections: inFlight };
      return ask<CellResult>(generator, whole);
    },
    stop: () => stop(child),
  };
}
