/** The gateway of one agent over two pipes: lines in, lines out, no port. */
import type { Readable, Writable } from "node:stream";
import { assemble, type GatewayParts } from "../assemble.js";
import type { GatewaySettings } from "../settings.js";
import { startUpkeep } from "../upkeep.js";
import { Conversation, type Speaker } from "./conversation.js";
import { LineInput } from "./line-input.js";
import { LineWriter } from "./line-writer.js";
import { Outbox } from "./outbox.js";

export type LinesParts = GatewayParts & {
  readonly speaker: Speaker;
  readonly input: Readable;
  readonly output: Writable;
};

export type RunningLines = {
  /** Resolves when the input has ended or the output is gone. */
  readonly ended: Promise<void>;
  /** Takes no new messages, finishes those under way within the stop timeout, ends the session, then closes. */
  close(): Promise<void>;
  /** Closes at once. */
  closeNow(): Promise<void>;
};

/** How long a server may take to end a session before it is left alone. */
const END_SESSION_MS = 2_000;
/** What was broken off is still settled and recorded. */
const LAST_RECORDS_MS = 1_000;

/** Serves the agent at the other end of the pipes. */
export function serveLines(settings: GatewaySettings, parts: LinesParts): RunningLines {
  // One process is one session: it lasts as long as the process.
  const gateway = assemble({ ...settings, sessionIdleMs: Number.POSITIVE_INFINITY }, parts);
  const upkeep = startUpkeep(gateway);
  let readerGone = () => {};
  const gone = new Promise<void>((resolve) => {
    readerGone = resolve;
  });
  const writer = new LineWriter(parts.output, readerGone);
  const conversation = new Conversation(gateway, parts.speaker, new Outbox(writer, gateway.report));
  const input = new LineInput(parts.input, settings.bodyLimitBytes, (line) => conversation.take(line));
  const closeNow = async () => {
    upkeep.stop();
    input.stop();
    input.forget();
    conversation.abandon();
    await gateway.upstreams.close();
    await conversation.flights.landed(LAST_RECORDS_MS);
  };
  const finish = async () => {
    input.stop();
    await input.taken();
    conversation.stopListening();
    await conversation.flights.landed(settings.stopTimeoutMs);
  };
  return {
    ended: Promise.race([input.ended, gone]),
    closeNow,
    close: async () => {
      if (!writer.gone) {
        await inTime(finish(), settings.stopTimeoutMs);
        await inTime(conversation.endSession(), END_SESSION_MS);
      }
      await closeNow();
    },
  };
}

async function inTime(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
