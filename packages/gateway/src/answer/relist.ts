/** A list asked for again, by the gateway itself, in the agent's place: in its session, or with its envelope. */
import { randomUUID } from "node:crypto";
import { decodeUtf8, isJsonObject, type JsonObject, readJson } from "@turnpike/json";
import { collect, type IncomingAnswer } from "../incoming.js";
import type { Session } from "../sessions.js";
import type { ListPage } from "../shown-lists.js";
import type { Gateway, Reserved } from "../stages.js";
import { EventStreamReader } from "./event-stream.js";
import { filterList } from "./lists.js";

/** Agents are to hear of a change within a second or so. */
const TIMEOUT_MS = 1_000;
const MOST_PAGES = 50;

/** In whose place it is asked. */
type Asking = Pick<Reserved, "grant" | "message">;

/** All pages as the server has them; undefined when they cannot be had in time or not be read without doubt. */
export async function relist(
  method: string,
  asking: Asking,
  session: Session | undefined,
  gateway: Gateway,
): Promise<readonly ListPage[] | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), TIMEOUT_MS);
    timer.unref();
  });
  try {
    return await Promise.race([late, allPages(method, asking, session, gateway)]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function allPages(
  method: string,
  asking: Asking,
  session: Session | undefined,
  gateway: Gateway,
): Promise<readonly ListPage[] | undefined> {
  const { server } = asking.grant;
  const pages: ListPage[] = [];
  const envelope = envelopeOf(asking);
  const until = Date.now() + TIMEOUT_MS;
  let cursor: string | undefined;
  do {
    if (pages.length === MOST_PAGES || Date.now() > until) {
      return undefined;
    }
    const text = await ask(
      method,
      { ...envelope, ...(cursor === undefined ? {} : { cursor }) },
      asking,
      session,
      gateway,
    );
    const read = text === undefined ? undefined : filterList(text, method, () => true);
    if (text === undefined || read?.ok !== true) {
      return undefined;
    }
    const page = gateway.pages.of(server.id, text, read.list.entries);
    if (method === "tools/list") {
      gateway.mirrored.learn(server.id, page, text, read.list.entries);
    }
    pages.push(page);
    cursor = read.list.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

/** What every request of 2026-07-28 carries, as the agent wrote it. */
function envelopeOf({ message }: Asking): JsonObject {
  if (message.generation !== "newer" || message.body === undefined) {
    return {};
  }
  const read = readJson(message.body.toString());
  const params = read.ok && isJsonObject(read.value) ? read.value.params : undefined;
  const meta = isJsonObject(params) && isJsonObject(params._meta) ? params._meta : {};
  const { progressToken: _, ...envelope } = meta;
  return { _meta: envelope };
}

async function ask(
  method: string,
  params: JsonObject,
  { grant, message }: Asking,
  session: Session | undefined,
  gateway: Gateway,
): Promise<string | undefined> {
  const { upstream, credentials } = await gateway.upstreams.of(grant.server);
  const id = `turnpike-${randomUUID()}`;
  const version = session?.protocolVersion ?? message.protocolVersion;
  const headers = [
    ...["accept", "application/json, text/event-stream", "content-type", "application/json"],
    ...(session === undefined ? [] : ["mcp-session-id", session.upstreamId]),
    ...(version === undefined ? [] : ["mcp-protocol-version", version]),
    ...(message.generation === "newer" ? ["mcp-method", method] : []),
    ...credentials,
  ];
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
  const own = {
    kind: "request",
    method,
    id,
    generation: message.generation,
    progressToken: undefined,
    cancels: undefined,
  } as const;
  const exchange = upstream.send({ method: "POST", headers, body, message: own, quiet: false });
  const timer = setTimeout(() => exchange.cancel(), TIMEOUT_MS);
  try {
    return await answerIn(await exchange.answer, id, gateway.settings.answerLimitBytes);
  } finally {
    clearTimeout(timer);
  }
}

/** The text of the message that answers; undefined when there is none. */
async function answerIn(incoming: IncomingAnswer, id: string, limitBytes: number): Promise<string | undefined> {
  const body = await collect(incoming.body, limitBytes);
  if (incoming.status !== 200) {
    return undefined;
  }
  const texts = String(incoming.headers["content-type"]).startsWith("text/event-stream")
    ? eventsOf(body, limitBytes)
    : [decodeUtf8(body) ?? ""];
  return texts.find((text) => {
    const read = readJson(text);
    return read.ok && isJsonObject(read.value) && read.value.id === id && read.value.result !== undefined;
  });
}

function eventsOf(body: Buffer, limitBytes: number): readonly string[] {
  const reader = new EventStreamReader(limitBytes);
  const read = [reader.push(body), reader.end()];
  return read.flatMap((each) => (each.ok ? each.events.flatMap(({ data }) => data ?? []) : []));
}
