/**
 * A sign-in service and the list of organisations behind it, which answer as a test has it: well by default, with tokens
 * that are numbered and that a search finds again.
 */
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { type Answering, type AnsweringApi, startAnsweringApi } from "../../../../../test/support/answering-api.js";

/** What was asked of the token endpoint. */
export type Asked = Readonly<Record<string, string>>;

type Script = (asked: Asked, well: Answering) => Answering | Promise<Answering>;

/** A running service. */
export type ScriptedXero = AnsweringApi & {
  /** Every request to the token endpoint, by its form. */
  readonly asked: readonly Asked[];
  /** Every authorization header at `/connections`. */
  readonly bearers: readonly string[];
  /** Answers token requests so from now on. */
  tokens(script: Script): void;
  connections(script: (bearer: string, well: Answering) => Answering): void;
  discovery(script: (well: Answering) => Answering): void;
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
  reply: {
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
    if (pathname === "/.well-known/openid-configuration") return discovery({ reply: described(origin) });
    if (pathname === "/connections") {
      const bearer = request.headers.authorization ?? "";
      bearers.push(bearer);
      return connections(bearer, { reply: connected });
    }
    if (pathname !== "/connect/token") return { raw: "", status: 404 };
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    asked.push(form);
    return await tokens(form, tokenSet(asked.length));
  }

  return {
    ...(await startAnsweringApi(answer)),
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
  };
}

const described = (origin: string) => ({
  issuer: origin,
  authorization_endpoint: `${origin}/identity/connect/authorize`,
  token_endpoint: `${origin}/connect/token`,
  response_types_supported: ["code"],
  code_challenge_methods_supported: ["S256"],
});
