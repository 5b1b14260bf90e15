/** The agent's message body, whole: nothing is judged, let alone forwarded, before its last byte is here. */
import type { IncomingMessage } from "node:http";
import { errorCodes, refuse, tooLarge } from "./refusal.js";

/** Collects the body; rejects with a Refusal when it is over the limit or breaks off. */
export function collectBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) {
        request.removeAllListeners("data");
        request.pause();
        reject(tooLarge(limitBytes));
      } else if (first === undefined) {
        first = chunk;
      } else {
        more ??= [first];
        more.push(chunk);
      }
    });
    request.on("end", () => resolve(more === undefined ? (first ?? Buffer.alloc(0)) : Buffer.concat(more)));
    request.on("error", () => reject(refuse(400, errorCodes.invalidRequest, "the body broke off")));
  });
}
