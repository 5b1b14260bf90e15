/**
 * What a counting upstream can do with a call besides answering well.
 *
 * Each kind is something that a real server, or the network before it, has been seen to do; the release of limits and
 * the words of a refusal depend on telling them apart.
 */
import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Answer, Generation } from "./upstream-catalogue.js";

/** One way to treat a call. */
export type Behaviour =
  /** A good answer; `result` replaces the members of the usual one. */
  | { readonly kind: "ok"; readonly result?: Readonly<Record<string, unknown>> }
  /** A tool result with `isError: true`. */
  | { readonly kind: "is_error"; readonly text?: string }
  /** A JSON-RPC error, by default with HTTP 200. */
  | {
      readonly kind: "rpc_error";
      readonly code: number;
      readonly message?: string;
      readonly data?: unknown;
      readonly status?: number;
    }
  /** An HTTP status with any body. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** No answer, the connection stays open; with `headers`, status and headers do come. */
  | { readonly kind: "hang"; readonly headers?: boolean }
  /** The connection ends before an answer, or in the midst of one. */
  | { readonly kind: "break"; readonly when: "before" | "midway" }
  /** Status 200 and something that is no MCP message. */
  | { readonly kind: "garbage"; readonly body?: string | Buffer; readonly contentType?: string }
  /** A good answer in pieces: progress events first if framed as SSE, slices of the body if framed as JSON. */
  | { readonly kind: "slow"; readonly pieces: number; readonly pauseMs: number }
  /** A good answer with a text of so many bytes. */
  | { readonly kind: "big"; readonly sizeBytes: number }
  /** Whatever the test wants. */
  | { readonly kind: "custom"; readonly answer: (context: AnswerContext) => unknown };

/** What an answer is made from. */
export type AnswerContext = {
  readonly response: ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
  readonly framing: "json" | "sse";
  readonly generation: Generation;
  /** The status of a good answer: 200, or 404 for a method that the newer generation does not have. */
  readonly status: number;
  /** The good answers, one a message; several when a batch came. */
  readonly answers: readonly Answer[];
};

/** Answers as the behaviour says. */
export function perform(behaviour: Behaviour, context: AnswerContext): unknown {
  const { response, headers } = context;
  switch (behaviour.kind) {
    case "ok":
      return deliver(withResult(context, behaviour.result ?? {}));
    case "is_error":
      return deliver(
        withResult(context, {
          isError: true,
          content: text(behaviour.text ?? "it did not work"),
          structuredContent: undefined,
        }),
      );
    case "rpc_error":
      return deliver(withError(context, behaviour), behaviour.status ?? 200);
    case "status":
      return response
        .writeHead(behaviour.status, { "content-type": "text/plain", ...headers, ...behaviour.headers })
        .end(behaviour.body ?? "");
    case "hang":
      return behaviour.headers && response.writeHead(200, { "content-type": type(context), ...headers }).flushHeaders();
    case "break":
      return behaviour.when === "before" ? response.destroy() : breakMidway(context);
    case "garbage":
      return response
        .writeHead(200, { "content-type": behaviour.contentType ?? type(context), ...headers })
        .end(behaviour.body ?? "<!doctype html><p>hello</p>");
    case "slow":
      return deliverSlowly(context, behaviour).catch(() => response.destroy());
    case "big":
      return deliver(withResult(context, { content: text("x".repeat(behaviour.sizeBytes)) }));
    case "custom":
      return behaviour.answer(context);
  }
}

/** The bytes of one SSE event that carries a message. */
const sseEvent = (message: unknown): string => `event: message\ndata: ${JSON.stringify(message)}\n\n`;

const text = (words: string) => [{ type: "text", text: words }];

const type = (context: AnswerContext) => (context.framing === "sse" ? "text/event-stream" : "application/json");

function withResult(context: AnswerContext, members: Readonly<Record<string, unknown>>): AnswerContext {
  const answers = context.answers.map((each) =>
    each.result === undefined ? each : { ...each, result: { ...each.result, ...members } },
  );
  return { ...context, answers };
}

function withError(context: AnswerContext, error: Extract<Behaviour, { kind: "rpc_error" }>): AnswerContext {
  const { code, message = "it went wrong", data } = error;
  const answers = context.answers.map(({ id }) => ({
    jsonrpc: "2.0" as const,
    id,
    error: data === undefined ? { code, message } : { code, message, data },
  }));
  return { ...context, answers };
}

function jsonBody({ answers }: AnswerContext): string {
  return JSON.stringify(answers.length === 1 ? answers[0] : answers);
}

function deliver(context: AnswerContext, status = context.status): void {
  const body = context.framing === "sse" ? context.answers.map(sseEvent).join("") : jsonBody(context);
  context.response.writeHead(status, { "content-type": type(context), ...context.headers }).end(body);
}

function breakMidway(context: AnswerContext): void {
  const body = context.framing === "sse" ? context.answers.map(sseEvent).join("") : jsonBody(context);
  context.response.writeHead(200, { "content-type": type(context), ...context.headers });
  context.response.write(body.slice(0, Math.floor(body.length / 2)), () => context.response.destroy());
}

async function deliverSlowly(context: AnswerContext, how: { pieces: number; pauseMs: number }): Promise<void> {
  const { response } = context;
  response.writeHead(200, { "content-type": type(context), ...context.headers });
  response.flushHeaders();
  for (const piece of piecesOf(context, how.pieces)) {
    await pause(how.pauseMs);
    if (response.destroyed) return;
    response.write(piece);
  }
  response.end();
}

function piecesOf(context: AnswerContext, pieces: number): readonly string[] {
  if (context.framing === "sse") {
    const progress = Array.from({ length: pieces }, (_, index) =>
      sseEvent({
        jsonrpc: "2.0",
        method: "notifications/progress",
        params: { progressToken: "slow", progress: index + 1, total: pieces },
      }),
    );
    return [...progress, ...context.answers.map(sseEvent)];
  }
  const body = jsonBody(context);
  const length = Math.ceil(body.length / pieces);
  return Array.from({ length: pieces }, (_, index) => body.slice(index * length, (index + 1) * length));
}
