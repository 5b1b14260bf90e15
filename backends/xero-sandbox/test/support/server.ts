/** A sandbox over HTTP, on books and a clock of a test's own; what goes over the wire is held against Xero's description. */
import type { Access, CheckToken, Sandbox, SandboxOptions } from "../../src/index.js";
import { accountingScopes, openSandbox, serveSandbox } from "../../src/index.js";
import { hold } from "./contract.js";

type Json = Readonly<Record<string, unknown>>;

export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON that was answered. */
  readonly json: Json;
  /** The elements of the array in it. */
  readonly list: readonly Record<string, unknown>[];
};

type Options = {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Server = {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** The two organisations. */
  readonly tenants: readonly [string, string];
  /** The time; a test sets it. */
  readonly clock: { now: Date };
  readonly get: (path: string, options?: Options) => Promise<Reply>;
  readonly put: (path: string, body: unknown, options?: Options) => Promise<Reply>;
  readonly post: (path: string, body: unknown, options?: Options) => Promise<Reply>;
  /** Sends bytes as they are: what may be wrong on purpose is not held against the description, the answer is. */
  readonly raw: (method: string, path: string, body?: RequestInit["body"], options?: Options) => Promise<Reply>;
  readonly close: () => Promise<void>;
};

/** The token that opens everything. */
const token = "all";

export async function startServer(options: Partial<SandboxOptions> = {}): Promise<Server> {
  const clock = { now: new Date("2026-03-10T12:00:00.000Z") };
  const sandbox = await openSandbox({
    database: ":memory:",
    now: () => clock.now,
    limits: { perMinute: 1e6, perDay: 1e6, perAppMinute: 1e6 },
    openAccess: ({ db }): Access => ({ checkToken: checkerOf(db, clock), answer: async () => undefined }),
    report: (fault) => {
      throw fault;
    },
    ...options,
  });
  const { apiUrl, close } = await serveSandbox(sandbox, { port: 0 });
  const organisations = await sandbox.db.selectFrom("organisations").select("id").orderBy("name", "desc").execute();
  const [first = "", second = ""] = organisations.map(({ id }) => id);
  const raw = async (method: string, path: string, body?: RequestInit["body"], { query, headers }: Options = {}) => {
    const response = await fetch(`${apiUrl}/api.xro/2.0${path}?${new URLSearchParams(query)}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "xero-tenant-id": first, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const reply = replyOf(response.status, response.headers, await response.text());
    const [asked, sent] = [new URLSearchParams(), undefined];
    hold({ method, path, query: asked, sent, status: reply.status, answer: reply.json });
    return reply;
  };
  const send = async (method: string, path: string, body: unknown, { query = {}, headers = {} }: Options = {}) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const type = { "content-type": "application/json", ...headers };
    const reply = await raw(method, path, text, { query, headers: type });
    hold({ method, path, query: new URLSearchParams(query), sent: body, status: reply.status, answer: reply.json });
    return reply;
  };
  return {
    sandbox,
    url: apiUrl,
    tenants: [first, second],
    clock,
    raw,
    get: (path, more) => send("GET", path, undefined, more),
    put: (path, body, more) => send("PUT", path, body, more),
    post: (path, body, more) => send("POST", path, body, more),
    async close() {
      await close();
      await sandbox.close();
    },
  };
}

function checkerOf(db: Sandbox["db"], clock: { readonly now: Date }): CheckToken {
  return async (bearer) => {
    if (bearer === "expired") return { ok: false, reason: "expired", at: clock.now };
    if (bearer === "revoked") return { ok: false, reason: "revoked" };
    const [kind, ...scopes] = bearer.split(":");
    if (kind !== token && kind !== "only" && kind !== "other") return { ok: false, reason: "invalid" };
    const rows = await db.selectFrom("organisations").select("id").execute();
    return {
      ok: true,
      grantee: {
        clientId: kind === "other" ? "app-2" : "app-1",
        scopes: kind === "only" ? new Set(scopes) : accountingScopes,
        tenants: rows.map(({ id }) => id),
      },
    };
  };
}

function replyOf(status: number, headers: Headers, text: string): Reply {
  const isJson = headers.get("content-type")?.startsWith("application/json") ?? false;
  const json = isJson ? (JSON.parse(text) as Json) : {};
  const list = Object.entries(json).find(([name, value]) => Array.isArray(value) && name !== "Warnings")?.[1] ?? [];
  return { status, headers, text, json, list: list as Record<string, unknown>[] };
}

/** What the refused elements of a reply say. */
export function messagesOf({ json }: Reply): readonly string[] {
  const { Elements = [] } = json as { readonly Elements?: readonly Refused[] };
  return Elements.flatMap(({ ValidationErrors }) => ValidationErrors.map(({ Message }) => Message));
}

type Refused = { readonly ValidationErrors: readonly { readonly Message: string }[] };
