/**
 * The path of a call: the whole product in one place. Each stage takes what the stage before returns, so the wrong
 * order does not compile; a stage that refuses throws, and nothing behind it runs.
 */
import { answer } from "./answer/answer.js";
import { answerThrown } from "./answer/refuse.js";
import { grant } from "./grant/grant.js";
import { policy } from "./policy/policy.js";
import { read } from "./read/read.js";
import { receive } from "./receive/receive.js";
import { reserve } from "./reserve/reserve.js";
import { settle } from "./settle/settle.js";
import type { Arrival, Gateway } from "./stages.js";
import { upstream } from "./upstream/upstream.js";

/** Takes one message from an agent to its server and back; never rejects. */
export async function travel(arrival: Arrival, gateway: Gateway): Promise<void> {
  try {
    const received = receive(arrival, gateway);
    const permit = await grant(received, gateway);
    const heard = await read(permit, gateway);
    const judged = await policy(heard, gateway);
    const reserved = await reserve(judged, gateway);
    const incoming = await upstream(reserved, gateway);
    await answer(reserved, incoming, gateway, (ended) => settle(reserved, ended, gateway));
  } catch (thrown) {
    answerThrown(arrival.reply, thrown, gateway);
  } finally {
    for (const finish of arrival.atEnd) {
      finish();
    }
  }
}
