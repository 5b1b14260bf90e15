/** Raw calls through a gateway to a command, in either generation. */
import { newerRequest, olderRequest, openSession, post, type RawAnswer } from "../../../../test/support/raw-agent.js";
import type { Running } from "./running.js";

export type Calling = {
  readonly token?: string;
  readonly id?: number | string;
  readonly meta?: object;
  readonly signal?: AbortSignal;
};

/** A call of the newer generation. */
export function newerCall(running: Running, name: string, args: object = {}, calling: Calling = {}) {
  const { token = running.token, id = 1, meta: _meta, signal } = calling;
  const params = { name, arguments: args, ...(_meta && { _meta }) };
  return post({ url: running.url, token, ...newerRequest("tools/call", params, id), ...(signal && { signal }) });
}

/** A session of the older generation, and calls in it. */
export async function olderSession(running: Running, token = running.token) {
  const headers = await openSession({ url: running.url, token });
  return {
    headers,
    call: (name: string, args: object = {}, { id = 1, meta: _meta, signal }: Calling = {}) =>
      post({
        url: running.url,
        token,
        headers,
        body: olderRequest("tools/call", { name, arguments: args, ...(_meta && { _meta }) }, id),
        ...(signal && { signal }),
      }),
    end: () => post({ url: running.url, token, headers, httpMethod: "DELETE" }),
  };
}

/** The text of an answer's last message. */
export function textOf({ messages }: RawAnswer): string {
  const { content } = (messages.at(-1)?.result ?? {}) as { content?: { text: string }[] };
  return content?.[0]?.text ?? "";
}

/** What went wrong, in the words of the last message. */
export function errorOf({ messages }: RawAnswer) {
  return messages.at(-1)?.error;
}
