/**
 * The JSON answer to a call: streamed through as it comes, whatever its size, while a scanner learns from its outer
 * keys what happened. The last chunk waits until the call is settled.
 */
import type { IncomingAnswer, IncomingBody } from "../incoming.js";
import type { Reply } from "../reply.js";
import type { Gateway, Reserved } from "../stages.js";
import { endedBy } from "./ended.js";
import { remember, type Settle } from "./own-answer.js";
import { replyHeaders } from "./reply-headers.js";
import { AnswerSniffer } from "./sniff.js";

/** What asks for input or begins a task is small; a larger answer is not looked into again. */
const REMEMBERED_BYTES = 256 * 1024;

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
  const last = whole ?? (await pump(incoming.body, reply, heard, () => reply.start(incoming.status, headers)));
  const sniffed = heard.sniffer.end();
  remember(reserved, sniffed, () => heard.text(), gateway);
  await settle(endedBy(sniffed, incoming.status));
  if (reply.started) {
    reply.write(last);
    reply.end();
  } else {
    reply.send(incoming.status, headers, last);
  }
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

/** Passes on all but the last chunk, which it returns; rejects with the UpstreamFailure that broke the body off. */
function pump(body: IncomingBody, reply: Reply, heard: HeardAnswer, start: () => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let held: Buffer | undefined;
    reply.onDrain(() => body.resume());
    reply.onGone(() => body.resume());
    body.attach({
      data: (chunk) => {
        heard.push(chunk);
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
      end: () => resolve(held ?? Buffer.alloc(0)),
      fail: reject,
    });
  });
}
