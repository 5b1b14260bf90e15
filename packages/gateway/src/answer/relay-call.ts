/**
 * The JSON answer to a call: streamed through as it comes, whatever its size, while a scanner learns from its outer
 * keys what happened. The last chunk waits until the call is settled.
 */
import { decodeUtf8 } from "@turnpike/json";
import type { IncomingAnswer, IncomingBody } from "../incoming.js";
import type { Reply } from "../reply.js";
import type { Gateway, Reserved } from "../stages.js";
import { mayPoint } from "./contents.js";
import { endedBy } from "./ended.js";
import { remember, type Settle } from "./own-answer.js";
import { replyHeaders } from "./reply-headers.js";
import { AnswerSniffer, type Sniffed } from "./sniff.js";
import { looksInto } from "./told.js";
import { treat } from "./treat.js";

/** What asks for input or begins a task is small; a larger answer is not looked into again. */
const REMEMBERED_BYTES = 256 * 1024;

/** Longer answers stream, and are not looked into. */
const HELD_BYTES = 1024 * 1024;

export async function relayCall(
  reserved: Reserved,
  incoming: IncomingAnswer,
  gateway: Gateway,
  settle: Settle,
): Promise<void> {
  const { reply } = reserved;
  const headers = replyHeaders(incoming.headers);
  const heard = new HeardAnswer();
  const whole = incoming.body.whole();
  if (whole !== undefined) {
    heard.push(whole);
  }
  const start = () => reply.start(incoming.status, headers);
  const held = looksInto(reserved) ? HELD_BYTES : 0;
  const last = whole ?? (await pump(incoming.body, reply, heard, start, held));
  const sniffed = heard.sniffer.end();
  remember(reserved, sniffed, () => heard.text(), gateway);
  await settle(endedBy(sniffed, incoming.status));
  if (reply.started) {
    reply.write(last);
    reply.end();
  } else {
    reply.send(incoming.status, headers, instead(last, sniffed, reserved, gateway));
  }
}

/** What the agent gets instead of an answer that came whole. */
function instead(body: Buffer, sniffed: Sniffed, reserved: Reserved, gateway: Gateway): Buffer | string {
  if (!looksInto(reserved) || (sniffed.kind !== "error" && !mayPoint(body))) {
    return body;
  }
  const text = decodeUtf8(body);
  return text === undefined ? body : (treat(reserved, text, gateway) ?? body);
}

class HeardAnswer {
  readonly sniffer = new AnswerSniffer();
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  push(chunk: Buffer): void {
    this.sniffer.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes <= REMEMBERED_BYTES) {
      this.#chunks.push(chunk);
    } else {
      this.#chunks.length = 0;
    }
  }

  /** The whole answer when it was small, else nothing. */
  text(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}

/** Passes on all but the last chunk, or but what is no longer than `holdBytes`, which it returns; rejects with the UpstreamFailure that broke the body off. */
function pump(
  body: IncomingBody,
  reply: Reply,
  heard: HeardAnswer,
  start: () => void,
  holdBytes: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let held: Buffer | undefined;
    let first: Buffer[] = [];
    let bytes = 0;
    reply.onDrain(() => body.resume());
    reply.onGone(() => body.resume());
    body.attach({
      data: (chunk) => {
        heard.push(chunk);
        bytes += chunk.length;
        if (bytes <= holdBytes) {
          first.push(chunk);
          return true;
        }
        if (first.length > 0) {
          held = Buffer.concat(first);
          first = [];
        }
        const ready = held;
        held = chunk;
        if (ready === undefined) {
          return true;
        }
        if (!reply.started) {
          start();
        }
        return reply.write(ready);
      },
      end: () => resolve(held ?? Buffer.concat(first)),
      fail: reject,
    });
  });
}
