/**
 * The JSON answer to a call: streamed through as it comes, whatever its size, while a scanner learns from its outer
 * keys what happened. The last chunk waits until the call is settled.
 */

import type { IncomingAnswer, IncomingBody } from "../incoming.js";
import type { Reply } from "../reply.js";
import type { Reserved } from "../stages.js";
import { endedBy } from "./ended.js";
import type { Settle } from "./own-answer.js";
import { replyHeaders } from "./reply-headers.js";
import { AnswerSniffer } from "./sniff.js";

export async function relayCall(reserved: Reserved, incoming: IncomingAnswer, settle: Settle): Promise<void> {
  const { reply } = reserved;
  const headers = replyHeaders(incoming.headers);
  const sniffer = new AnswerSniffer();
  const whole = incoming.body.whole();
  if (whole !== undefined) {
    sniffer.push(whole);
    await settle(endedBy(sniffer.end(), incoming.status));
    reply.send(incoming.status, headers, whole);
    return;
  }
  const start = () => reply.start(incoming.status, headers);
  const last = await pump(incoming.body, reply, sniffer, start);
  await settle(endedBy(sniffer.end(), incoming.status));
  if (reply.started) {
    reply.write(last);
    reply.end();
  } else {
    reply.send(incoming.status, headers, last);
  }
}

/** Passes on all but the last chunk, which it returns; rejects with the UpstreamFailure that broke the body off. */
function pump(body: IncomingBody, reply: Reply, sniffer: AnswerSniffer, start: () => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let held: Buffer | undefined;
    reply.onDrain(() => body.resume());
    body.attach({
      data: (chunk) => {
        sniffer.push(chunk);
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
