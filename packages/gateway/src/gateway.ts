/** The listening gateway: one port, the addresses under it, and a stop that finishes the calls in flight. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { assemble, type GatewayParts } from "./assemble.js";
import { Flights } from "./flights.js";
import { HttpReply } from "./http-reply.js";
import { travel } from "./path.js";
import { notFound, refusalBody } from "./refusal.js";
import type { GatewaySettings } from "./settings.js";
import type { Gateway } from "./stages.js";
import { startUpkeep } from "./upkeep.js";

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
  const gateway = assemble(settings, parts);
  const upkeep = startUpkeep(gateway);
  const flights = new Flights(gateway.report);
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
    const serverId = agentPath[1] ?? "";
    await travel({ request, body: request, reply: new HttpReply(response), serverId, atEnd: [] }, gateway);
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
