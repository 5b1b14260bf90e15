/**
 * Before a subject is measured it is spoken to as an agent would: handshake and sessions in the older generation, and
 * one request of each kind whose answer is read and checked in full. That answer is then what every measured one must
 * equal byte for byte, but for the id.
 */
import { deepStrictEqual } from "node:assert";
import type { CellOrder } from "../load/cell.js";
import { eventData } from "../load/event-data.js";
import {
  type Around,
  firstId,
  type Generation,
  initializeBody,
  initializedBody,
  type Kind,
  requestBody,
  requestHeaders,
} from "../traffic/messages.js";
import { hiddenPrefix, toolNames } from "../traffic/tools.js";
import type { Door } from "./subject.js";

const SESSIONS = 8;

/** How to speak to a subject about one kind, and what it must answer. */
export type Conversation = Pick<CellOrder, "heads" | "body" | "expected" | "inEvents">;

/** Opens the subject's sessions; one that is undefined where the generation has none. */
export async function openSessions(subject: Door, generation: Generation): Promise<readonly (string | undefined)[]> {
  if (generation === "2026-07-28") {
    return [undefined];
  }
  return Promise.all(Array.from({ length: SESSIONS }, () => openSession(subject, generation)));
}

/** Opens one session of the older generation. */
export async function openSession(subject: Door, generation: Generation): Promise<string> {
  const headers = requestHeaders("json", generation, subject.token, undefined);
  const answer = await post(subject, headers, initializeBody);
  const session = answer.headers.get("mcp-session-id");
  if (answer.status !== 200 || session === null) {
    throw new Error(`${subject.title}: initialize was answered ${answer.status}: ${answer.text}`);
  }
  await post(subject, { ...headers, "mcp-session-id": session }, initializedBody);
  return session;
}

/** Makes one request of the kind, checks the answer, and returns what the load generator needs. */
export async function converse(
  subject: Door,
  kind: Kind,
  generation: Generation,
  sessions: readonly (string | undefined)[],
): Promise<Conversation> {
  const body = requestBody(kind, generation);
  const headersOf = (session: string | undefined) => requestHeaders(kind, generation, subject.token, session);
  const answer = await post(subject, headersOf(sessions[0]), `${body.before}${firstId}${body.after}`);
  if (answer.status !== 200) {
    throw new Error(`${subject.title}: a request (${kind}) was answered ${answer.status}: ${answer.text}`);
  }
  const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
  const inEvents = subject.inEvents ?? false;
  deepStrictEqual(isStream, kind === "sse" || inEvents, `${subject.title}: the kind of answer to ${kind}`);
  const message = isStream ? eventData(Buffer.from(answer.text)).toString() : answer.text;
  check(subject, kind, message);
  const length = body.before.length + 9 + body.after.length;
  return {
    heads: sessions.map((session) => headText(subject, { ...headersOf(session), "content-length": String(length) })),
    body,
    expected: aroundFirstId(subject, inEvents ? message : answer.text),
    inEvents,
  };
}

/** What stands around the id of the answer to the first request. */
export function aroundFirstId({ title }: Pick<Door, "title">, answer: string): Around {
  const [before, after, ...more] = answer.split(String(firstId));
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${title}: an answer does not have its request's id once: ${answer}`);
  }
  return { before, after };
}

type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };

async function post(subject: Door, headers: Record<string, string>, body: string): Promise<Answer> {
  const url = `http://127.0.0.1:${subject.port}${subject.path}`;
  const response = await fetch(url, { method: "POST", headers, body });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

type Result = { tools?: readonly { name: string }[]; isError?: boolean; content?: readonly { text: string }[] };

/** Throws unless the message is what the upstream answers, with the hidden tools left out where the subject filters. */
export function check(subject: Pick<Door, "title" | "filtersLists">, kind: Kind, message: string): void {
  const { result } = JSON.parse(message) as { result: Result };
  if (kind === "list") {
    const expected = toolNames.filter((name) => !(subject.filtersLists && name.startsWith(hiddenPrefix)));
    const names = result.tools?.map((tool) => tool.name);
    deepStrictEqual(names, expected, `${subject.title}: the list`);
  } else {
    deepStrictEqual(result.isError ?? false, false, `${subject.title}: the call was refused: ${message}`);
    deepStrictEqual(result.content?.[0]?.text.includes("4711"), true, `${subject.title}: the call's answer`);
  }
}

function headText(subject: Door, headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${subject.path} HTTP/1.1\r\nhost: 127.0.0.1:${subject.port}\r\n${lines.join("")}\r\n`;
}
