/**
 * Seventh stage: the upstream's answer goes to the agent. Lists lose what this grant may not see; everything else goes
 * byte for byte. A call is settled before its agent gets the last piece of the answer.
 */

import { type IncomingAnswer, UpstreamFailure } from "../incoming.js";
import { errorCodes, Refusal } from "../refusal.js";
import type { Gateway, Reserved } from "../stages.js";
import type { Settle } from "./own-answer.js";
import { answerRefusal } from "./refuse.js";
import { relayCall } from "./relay-call.js";
import { relayError } from "./relay-error.js";
import { relayStream } from "./relay-stream.js";
import { relayWhole } from "./relay-whole.js";

/** Answers the agent, whatever came from the upstream. */
export async function answer(
  reserved: Reserved,
  incoming: IncomingAnswer | UpstreamFailure,
  gateway: Gateway,
  settle: Settle,
): Promise<void> {
  const settleOnce = once(settle);
  try {
    await relay(reserved, incoming, gateway, settleOnce);
  } catch (thrown) {
    if (thrown instanceof UpstreamFailure) {
      await answerFailure(reserved, thrown, gateway, settleOnce);
      return;
    }
    // A defect of ours: the call has run all the same, and nobody will read the rest of its answer.
    if (!(incoming instanceof UpstreamFailure)) {
      incoming.body.abort("the gateway failed");
    }
    await settleOnce({ happened: "uncertain", upstreamStatus: undefined, answered: false });
    throw thrown;
  }
}

/** The first word of how a call ended counts: what fails after it changes nothing. */
function once(settle: Settle): Settle {
  let settled: Promise<void> | undefined;
  return (ended) => {
    settled ??= settle(ended);
    return settled;
  };
}

function relay(
  reserved: Reserved,
  incoming: IncomingAnswer | UpstreamFailure,
  gateway: Gateway,
  settle: Settle,
): Promise<void> {
  if (incoming instanceof UpstreamFailure) {
    return Promise.reject(incoming);
  }
  if (incoming.status < 200 || incoming.status >= 300) {
    return relayError(reserved, incoming, gateway, settle);
  }
  const type = mediaType(incoming);
  if (type === "text/event-stream") {
    return relayStream(reserved, incoming, gateway, settle);
  }
  if (reserved.message.entry.kind === "stream") {
    // Without time limits, so never waited for as a whole.
    incoming.body.abort("not an event stream");
    return Promise.reject(new UpstreamFailure("broken", 502, notAStream(reserved), `content type ${type}`));
  }
  if (type === "application/json" && reserved.reservation !== undefined) {
    return relayCall(reserved, incoming, gateway, settle);
  }
  return relayWhole(reserved, incoming, type, gateway);
}

function notAStream({ grant }: Reserved): string {
  return `the server \`${grant.server.name}\` did not answer with an event stream`;
}

/** An upstream that gave no answer, or none that could be passed on whole. */
async function answerFailure(
  reserved: Reserved,
  failure: UpstreamFailure,
  gateway: Gateway,
  settle: Settle,
): Promise<void> {
  // An agent that closed a stream, and no call with it, left nothing that somebody could look after.
  if (!reserved.reply.gone || reserved.reservation !== undefined) {
    if (failure.kind !== "cancelled") {
      gateway.report(`server \`${reserved.grant.server.name}\`: ${failure.message} (${failure.detail})`);
    }
  }
  await settle({
    happened: failure.kind === "unreached" ? "unreached" : "uncertain",
    upstreamStatus: undefined,
    answered: false,
  });
  if (reserved.reply.started) {
    reserved.reply.break();
    return;
  }
  const refusal = new Refusal(failure.status, { code: errorCodes.upstreamFailed, message: failure.message });
  answerRefusal(reserved.reply, refusal.to(reserved.message.id));
}

function mediaType(incoming: IncomingAnswer): string {
  const type = incoming.headers["content-type"];
  return typeof type === "string" ? (type.split(";", 1)[0] ?? "").trim().toLowerCase() : "";
}
