/**
 * A sign-in service and the list of organisations behind it, which answer as a test has it: well by default, with tokens
 * that are numbered and that a search finds again.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** How to answer one request: with JSON, with something raw, never, or by breaking the connection. */
export type Answering =
  | { readonly json: unknown; readonly status?: number }
  | { readonly raw: string; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | "hang"
  | "break";

/** What was asked of the token endpoint. */
export type Asked = Readonly<Record<string, string>>;

type Script = (asked: Asked, well: Answering) => Answering | Promise<Answering>;

/** A running service. */
export type ScriptedXero = {
  readonly url: string;
  /** Every request to the token endpoint, by its form. */
  readonly asked: readonly Asked[];
  /** Every authorization header at `/connections`. */
  readonly bearers: readonly string[];
  /** Answers token requests so from now on. */
  tokens(script: Script): void;
  connections(script: (bearer: string, well: Answering) => Answering): void;
  discovery(script: (well: Answering) => Answering): void;
  close(): Promise<void>;
};

/** The organisations that are connected unless a test has others. */
export const connected = [
  {
    id: "1",
    tenantId: "aaaaaaaa-0000-4000-8000-000000000001",
    tenantName: "Alder & Ash Ltd",
    tenantType: "ORGANISATION",
  },
  { id: "2", tenantId: "bbbbbbbb-0000-4000-8000-000000000002", tenantName: "Birch Bakery", tenantType: "ORGANISATION" },
] as const;

const tokenSet = (number: number): Answering => ({
  json: {
    access_token: `Access-T0ken-${number}`,
    refresh_token: `Refresh-T0ken-${number}`,
    expires_in: 1800,
    token_type: "Bearer",
  },
});

/** Starts it on a free port. */
export async function startScriptedXero(): Promise<ScriptedXero> {
  const asked: Asked[] = [];
  const bearers: string[] = [];
  let tokens: Script = (_, well) => well;
  let connections: (bearer: string, well: Answering) => Answering = (_, well) => well;
  let discovery: (well: Answering) => Answering = (well) => well;

  async function answer(request: IncomingMessage): Promise<Answering> {
    const origin = `http://${request.headers.host}`;
    const { pathname } = new URL(request.url ?? "", origin);
    if (pathname === "/.well-known/openid-configuration") return discovery({ json: described(origin) });
    if (pathname === "/connections") {
      const bearer = request.headers.authorization ?? "";
      bearers.push(bearer);
      return connections(bearer, { json: connected });
    }
    if (pathname !== "/connect/token") return { raw: "", status: 404 };
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    asked.push(form);
    return await tokens(form, tokenSet(asked.length));
  }

  const server = createServer((request, response) => {
    void answer(request).then((answering) => send(answering, request, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    bearers,
    tokens: (script) => {
      tokens = script;
    },
    connections: (script) => {
      connections = script;
    },
    discovery: (script) => {
      discovery = script;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const described = (origin: string) => ({
  issuer: origin,
  authorization_endpoint: `${origin}/identity/connect/authorize`,
  token_endpoint: `${origin}/connect/token`,
  response_types_supported: ["code"],
  code_challenge_methods_supported: ["S256"],
});

function send(answering: Answering, request: IncomingMessage, response: ServerResponse): void {
  if (answering === "hang") return;
  if (answering === "break") {
    request.socket.destroy();
  } else if ("raw" in answering) {
    response
      .writeHead(answering.status ?? 200, answering.headers ?? { "content-type": "text/html" })
      .end(answering.raw);
  } else {
    response.writeHead(answering.status ?? 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answering.json));
  }
}
