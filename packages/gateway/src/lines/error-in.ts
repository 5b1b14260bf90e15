/** Errors as a front end over lines tells them: over HTTP a status and the exchange say part of it. */
import { errorCodes, Refusal, type RequestId } from "../refusal.js";
import { jsonMembers, members } from "./line-message.js";

/** What the path says of tokens and sessions, in the words of somebody who sees neither. */
const WORDS: ReadonlyMap<number, string> = new Map([
  [
    errorCodes.unauthorized,
    "the grant of this wrapper was revoked or has expired, or its server was removed: start the wrapper again to make another",
  ],
  [
    errorCodes.sessionNotFound,
    "the server has ended the session, and one process is one session: start the wrapper again",
  ],
]);

/** The error of a body, addressed to a request or to nobody; undefined when there is none. */
export function errorIn(body: string, id: RequestId | undefined): Refusal | undefined {
  const { code, message, data } = members(jsonMembers(body).error);
  if (typeof code !== "number" || typeof message !== "string") {
    return undefined;
  }
  return new Refusal(200, { code, message: WORDS.get(code) ?? message, ...(data === undefined ? {} : { data }) }, id);
}
