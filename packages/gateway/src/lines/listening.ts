/**
 * A stream that is opened with GET and gone on with where it ends, as a client of the older generation does: to hear
 * what the server sends unasked, or the answer that the stream of a request ended without.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Exchange, LineReply } from "./line-reply.js";

/** The place in a stream: the last event that came, and how long the server asks to wait before going on. */
export type Place = { readonly lastEventId: string | undefined; readonly retryMs: number | undefined };

export type ListeningParts = {
  readonly newReply: (exchange: Exchange) => LineReply;
  /** Opens the stream at a place, to be told to the reply. */
  readonly open: (lastEventId: string | undefined, reply: LineReply) => void;
  /** Takes a message; false when the sender should wait. */
  readonly deliver: (text: string) => boolean;
  /** Whether anything on the stream is still of interest. */
  readonly wanted: () => boolean;
  /** How often in a row nothing may come of opening it. */
  readonly mostFailures: number;
  readonly stop: AbortSignal;
};

const FIRST_WAIT_MS = 1_000;
const SHORTEST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 30_000;
/** A stream that was open for so long was no failure, even if nothing was said on it. */
const LONG_ENOUGH_MS = 5_000;

/** Listens until nobody wants to any more (true), or the server offers no such stream (false). */
export async function listen(parts: ListeningParts, from?: Place): Promise<boolean> {
  let place: Place = from ?? { lastEventId: undefined, retryMs: undefined };
  let failures = 0;
  if (from !== undefined) {
    await pause(waitMs(place, failures), parts.stop);
  }
  while (parts.wanted() && !parts.stop.aborted) {
    const heard = await openOnce(parts, place);
    if (heard.refused) {
      return false;
    }
    failures = heard.useful ? 0 : failures + 1;
    if (failures > parts.mostFailures) {
      return false;
    }
    place = heard.place;
    if (parts.wanted()) {
      await pause(waitMs(place, failures), parts.stop);
    }
  }
  return true;
}

type HeardOnce = { readonly refused: boolean; readonly useful: boolean; readonly place: Place };

function openOnce({ newReply, open, deliver, wanted, stop }: ListeningParts, from: Place): Promise<HeardOnce> {
  return new Promise((resolve) => {
    const began = performance.now();
    let status = 0;
    let messages = 0;
    const reply = newReply({
      head: (given) => {
        status = given;
      },
      message: (text) => {
        // What a refusal says concerns who opened the stream, not the agent.
        messages += 1;
        const room = status >= 300 || deliver(text);
        if (!wanted()) {
          reply.cancel();
        }
        return room;
      },
      closed: () => {
        stop.removeEventListener("abort", cancel);
        const useful = status < 300 && (messages > 0 || performance.now() - began > LONG_ENOUGH_MS);
        const { lastEventId = from.lastEventId, retryMs = from.retryMs } = reply;
        resolve({ refused: status >= 400 && status < 500, useful, place: { lastEventId, retryMs } });
      },
    });
    const cancel = () => reply.cancel();
    stop.addEventListener("abort", cancel, { once: true });
    open(from.lastEventId, reply);
  });
}

function waitMs({ retryMs = FIRST_WAIT_MS }: Place, failures: number): number {
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, retryMs) * 2 ** Math.min(failures, 10));
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop, ref: false }).catch(() => undefined);
}
