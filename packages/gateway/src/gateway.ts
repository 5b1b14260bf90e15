/** The listening gateway: one port, the addresses under it, and a stop that finishes the calls in flight. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Counters } from "@turnpike/store";
import { BodyBudget } from "./body.js";
import { type GrantStore, LiveGrants } from "./live-grants.js";
import { newMetrics } from "./metrics.js";
import { travel } from "./path.js";
import { hostList } from "./receive/hosts.js";
import { notFound, refusalBody } from "./refusal.js";
import { Reply } from "./reply.js";
import { Rounds } from "./rounds.js";
import { Sessions } from "./sessions.js";
import type { GatewaySettings } from "./settings.js";
import { Pages } from "./shown-lists.js";
import type { Gateway } from "./stages.js";
import { Tasks } from "./tasks.js";
import { endUpstreamSession, startUpkeep } from "./upkeep.js";
import { type OpenCredentials, Upstreams } from "./upstream/upstreams.js";

/** What a gateway stands on. */
export type GatewayParts = {
  readonly store: GrantStore;
  readonly counters: Counters;
  /** Opens a server's sealed credentials: header names and values in turn. */
  readonly openCredentials: OpenCredentials;
  /** A line for the operator. */
  readonly report: (line: string) => void;
};

export type RunningGateway = {
  /** Where it listens, without a path: `http://127.0.0.1:7300`. */
  readonly url: string;
  /** Takes no new calls, finishes those in flight within the stop timeout, then closes. */
  close(): Promise<void>;
  /** Closes at once. */
  closeNow(): Promise<void>;
};

/** Listens as the settings say; rejects when the address cannot be had. */
export async function startGateway(settings: GatewaySettings, parts: GatewayParts): Promise<RunningGateway> {
  const report = (line: string) => parts.report(printable(line));
  const upstreams = new Upstreams(settings, parts.openCredentials);
  const sessions = new Sessions(settings.sessionsPerGrant, settings.sessionIdleMs, (session) => {
    void endUpstreamSession(session, { upstreams, report });
  });
  const gateway: Gateway = {
    settings,
    hosts: hostList(settings.publicUrl, settings.allowedHosts),
    grants: new LiveGrants(parts.store),
    bodies: new BodyBudget(settings.bodyLimitBytes),
    sessions,
    counters: parts.counters,
    rounds: new Rounds(),
    tasks: new Tasks(),
    pages: new Pages(),
    upstreams,
    streams: new Set(),
    metrics: newMetrics(() => sessions.size),
    report,
  };
  const upkeep = startUpkeep(gateway);
  const flights = new Flights(report);
  const server = createServer(
    {
      requestTimeout: settings.receiveTimeoutMs,
      headersTimeout: Math.min(settings.receiveTimeoutMs, 10_000),
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => flights.add(route(request, response, gateway, flights)),
  );
  // Node would tell an agent to send its body before anybody has looked at its head.
  server.on("checkContinue", (request, response) => flights.add(route(request, response, gateway, flights)));
  await listen(server, settings);
  const { port } = server.address() as AddressInfo;
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  const closeNow = async () => {
    upkeep.stop();
    server.closeAllConnections();
    await Promise.all([closed(server), gateway.upstreams.close()]);
  };
  return {
    url: `http://${host}:${port}`,
    closeNow,
    close: async () => {
      flights.stopping = true;
      upkeep.stop();
      for (const stream of gateway.streams) {
        stream.close();
      }
      const done = closed(server);
      server.closeIdleConnections();
      await flights.landed(settings.stopTimeoutMs);
      server.closeAllConnections();
      await Promise.all([done, gateway.upstreams.close()]);
    },
  };
}

const REPORTED_UNITS = 1_000;

/** A line as it may stand on a terminal: what a server sent may hold anything, and be long. */
function printable(line: string): string {
  return line.slice(0, REPORTED_UNITS).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}

/** Where clients look for an authorization server, also below the agent's address; there is none. */
const WELL_KNOWN = /\/\.well-known\//;
const AGENT_PATH = /^\/mcp(?:\/([^/?]*)\/?)?(?:\?.*)?$/;

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  gateway: Gateway,
  flights: Flights,
): Promise<void> {
  const path = request.url ?? "";
  const unknownPath = path.startsWith("/mcp/") && !WELL_KNOWN.test(path) ? [] : null;
  const agentPath = AGENT_PATH.exec(path) ?? unknownPath;
  if (flights.stopping) {
    response.setHeader("connection", "close");
  }
  if (agentPath !== null) {
    await travel({ request, reply: new Reply(response), serverId: agentPath[1] ?? "" }, gateway);
  } else if (path === "/healthz" || path === "/readyz") {
    await answerHealth(path, response, gateway, flights);
  } else if (path === "/metrics" && gateway.hosts.accepts(request.headers.host, request.headers.origin)) {
    const text = await gateway.metrics.text();
    response.writeHead(200, { "content-type": gateway.metrics.contentType }).end(text);
  } else {
    const refusal = notFound();
    response.writeHead(404, { "content-type": "application/json" }).end(refusalBody(refusal));
  }
}

/** `/healthz`: the process lives. `/readyz`: it takes calls, which needs the store. */
async function answerHealth(path: string, response: ServerResponse, gateway: Gateway, flights: Flights): Promise<void> {
  const ready = path === "/healthz" || (!flights.stopping && (await storeAnswers(gateway)));
  response.writeHead(ready ? 200 : 503, { "content-type": "application/json" }).end(`{"ok":${ready}}`);
}

async function storeAnswers(gateway: Gateway): Promise<boolean> {
  try {
    await gateway.grants.revision();
    return true;
  } catch {
    return false;
  }
}

/** The calls under way. */
class Flights {
  stopping = false;
  readonly #report: (line: string) => void;
  #count = 0;
  #landed: (() => void) | undefined;

  constructor(report: (line: string) => void) {
    this.#report = report;
  }

  add(flight: Promise<void>): void {
    this.#count += 1;
    const landed = flight.catch((thrown: unknown) => this.#report(`internal error: ${String(thrown)}`));
    void landed.finally(() => {
      this.#count -= 1;
      if (this.#count === 0) {
        this.#landed?.();
      }
    });
  }

  /** Resolves when none is left, or after the timeout. */
  landed(timeoutMs: number): Promise<void> {
    if (this.#count === 0) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#landed = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function listen(server: Server, settings: GatewaySettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, settings.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
