/** Subjects that an agent speaks to over stdio, each with an agent of its own. */
import type { ChildProcess } from "node:child_process";
import type { CellResult, Exchange, PipeOrder } from "../load/cell.js";
import { ask, nextMessage, pidOf, startModule, stop } from "../machine/child.js";
import { aroundFirstId, check } from "../subjects/acquaint.js";
import { requestBody } from "../traffic/messages.js";
import { splitTree } from "./server.js";
import type { StdioSubject, Way } from "./subject.js";

/** A program that speaks MCP over stdio. */
export type Piped = {
  readonly title: string;
  readonly ways: readonly Way[];
  readonly command: readonly string[];
};

/** What an agent tells of its first exchange. */
export type Acquainted = {
  /** The program's process. */
  readonly pid: number;
  /** From its start to its answer to `initialize`, in milliseconds. */
  readonly firstAnswerMs: number;
  /** The line that answered the first call. */
  readonly called: string;
};

/** Starts the program; the server is what it has started, or the one over HTTP. */
export async function pipedSubject(piped: Piped, upstreamPid: number): Promise<StdioSubject> {
  const { agent, pid, exchange } = await meet(piped);
  const { own, servers } = splitTree(pid);
  return {
    title: piped.title,
    ways: piped.ways,
    exchange,
    processes: {
      subject: own,
      server: servers.length > 0 ? servers : [upstreamPid],
      generator: [pidOf(agent)],
    },
    run: ({ exchange: asked, ...order }) => {
      const whole: PipeOrder = { ...order, ...asked };
      return ask<CellResult>(agent, whole);
    },
    stop: () => stop(agent),
  };
}

/** How long the program takes from its start to its first answer, in milliseconds. */
export async function timeFirstAnswer(piped: Piped): Promise<number> {
  const { agent, firstAnswerMs } = await meet(piped);
  await stop(agent);
  return firstAnswerMs;
}

type Met = Acquainted & { readonly agent: ChildProcess; readonly exchange: Exchange };

async function meet({ title, command }: Piped): Promise<Met> {
  const agent = startModule("processes/pipe-agent", command);
  const acquainted = await nextMessage<Acquainted>(agent);
  check({ title, filtersLists: false }, "json", acquainted.called);
  const expected = aroundFirstId({ title }, acquainted.called);
  return { ...acquainted, agent, exchange: { body: requestBody("json", "2025-11-25"), expected } };
}
