/**
 * A server that is a command, spoken to over its standard streams and answered for as a server of Streamable HTTP would:
 * a child for each session of the older generation, one for all requests of the newer one. There are at most so many,
 * and a command that does not start well is started again only after a while.
 */
import type { StdioTarget } from "@turnpike/store";
import type { GatewaySettings } from "../../settings.js";
import { type Deadline, Deadlines } from "../deadlines.js";
import type { Exchange, Outgoing, Upstream } from "../port.js";
import { Backoff } from "./backoff.js";
import { ChildSession } from "./child-session.js";
import { Complaints } from "./complaints.js";
import { baseEnvironment } from "./environment.js";
import { jsonError, unreached } from "./instant.js";
import type { Keeper } from "./keeper.js";
import { SharedChild } from "./shared-child.js";
import type { Command } from "./talk.js";

export type StdioParts = {
  readonly server: string;
  readonly target: StdioTarget;
  /** Names and values in turn: what the child gets beside the common variables. */
  readonly env: readonly string[];
  readonly settings: GatewaySettings;
  readonly keeper: Keeper;
  readonly report: (line: string) => void;
};

/** How long a clean stop waits for children that were asked to end. */
const CLOSE_MS = 2_000;

export class StdioUpstream implements Upstream {
  readonly #settings: GatewaySettings;
  readonly #command: Command;
  readonly #deadlines = new Deadlines();
  readonly #sessions = new Map<string, ChildSession>();
  #shared: SharedChild | undefined;
  #idle: Deadline | undefined;
  readonly #ofSessions = new Backoff();
  readonly #ofShared = new Backoff();
  #children = 0;
  #closed = false;
  #allEnded: (() => void) | undefined;

  constructor({ server, target, env, settings, keeper, report }: StdioParts) {
    this.#settings = settings;
    const given = Object.fromEntries(pairs(env));
    this.#command = {
      server,
      start: { command: target.command, args: target.args, cwd: target.cwd, env: { ...baseEnvironment(), ...given } },
      settings,
      keeper,
      deadlines: this.#deadlines,
      complaints: new Complaints((line) => report(`server \`${server}\`: ${line}`), Object.values(given)),
    };
  }

  send(outgoing: Outgoing): Exchange {
    if (this.#closed) {
      return unreached(503, `the server \`${this.#command.server}\` is being closed`, "closed");
    }
    if (outgoing.message?.generation === "newer") {
      return this.#refused(this.#shared === undefined, this.#ofShared) ?? this.#sharedChild().send(outgoing);
    }
    const id = sessionOf(outgoing.headers);
    if (id !== undefined) {
      const session = this.#sessions.get(id);
      return session?.send(outgoing) ?? jsonError(404, -32001, "Session not found", outgoing.message?.id);
    }
    if (outgoing.method !== "POST") {
      return jsonError(405, -32000, "this server has sessions: a stream belongs to one");
    }
    if (outgoing.message?.method !== "initialize") {
      const said = "this server has sessions: begin with initialize and send the `Mcp-Session-Id` that it answers with";
      return jsonError(400, -32000, said, outgoing.message?.id);
    }
    return this.#refused(true, this.#ofSessions) ?? this.#open().send(outgoing);
  }

  async retire(): Promise<void> {
    this.#shared?.retire();
    for (const session of [...this.#sessions.values()]) {
      session.retire();
    }
    await this.#ended();
    this.#deadlines.close();
  }

  /** Asks all children to end and waits a moment; their keeper ends the rest. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#shared?.end();
    for (const session of [...this.#sessions.values()]) {
      session.end();
    }
    let late: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      late = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([this.#ended(), enough]);
    clearTimeout(late);
    this.#deadlines.close();
  }

  #ended(): Promise<void> {
    if (this.#children === 0) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#allEnded = resolve;
    });
  }

  /** Why no child can be started, when one would have to be. */
  #refused(needsChild: boolean, backoff: Backoff): Exchange | undefined {
    if (!needsChild) {
      return undefined;
    }
    const { server } = this.#command;
    const most = this.#settings.childrenPerServer;
    if (this.#children >= most) {
      const said = `the server \`${server}\` has ${most} processes running, as many as it may (\`children_per_server\`): end a session, or wait for idle ones to end`;
      return unreached(503, said, "children_per_server");
    }
    const wait = backoff.waitsFor(Date.now());
    if (wait > 0) {
      const said = `the process of the server \`${server}\` has ended before it answered several times in a row; it is started again in ${Math.ceil(wait / 1000)} s`;
      return unreached(503, said, "not started again yet");
    }
    return undefined;
  }

  #open(): ChildSession {
    this.#children += 1;
    const session: ChildSession = new ChildSession(this.#command, this.#ofSessions, {
      gone: () => this.#sessions.delete(session.id),
      ended: () => this.#childEnded(),
    });
    this.#sessions.set(session.id, session);
    return session;
  }

  #sharedChild(): SharedChild {
    if (this.#shared !== undefined) {
      return this.#shared;
    }
    this.#children += 1;
    const child: SharedChild = new SharedChild(this.#command, this.#ofShared, {
      idle: () => this.#endWhenIdle(child),
      gone: () => {
        if (this.#shared === child) this.#shared = undefined;
      },
      ended: () => this.#childEnded(),
    });
    this.#shared = child;
    return child;
  }

  /** Nobody may be left to ask it anything. */
  #endWhenIdle(child: SharedChild): void {
    this.#deadlines.lift(this.#idle);
    this.#idle = this.#deadlines.set(this.#settings.sessionIdleMs, () => {
      if (!child.busy) child.end();
    });
  }

  #childEnded(): void {
    this.#children -= 1;
    if (this.#children === 0) {
      this.#allEnded?.();
    }
  }
}

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ""] as [string, string]] : []));
}

function sessionOf(headers: readonly string[]): string | undefined {
  return pairs(headers).find(([name]) => name === "mcp-session-id")?.[1];
}
