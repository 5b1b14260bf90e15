/** A request to `includes/api.php`, in WHMCS's order: address, credentials, role, action, parameters. */
import type { IncomingMessage } from "node:http";
import { authenticate, checkAddress, checkRole } from "./access/authenticate.js";
import { isOn, readSettings } from "./books/settings.js";
import type { JsonObject } from "./declare/field.js";
import { dispatch, errorAnswer, type House } from "./dispatch.js";
import { RequestFault } from "./protocol/fault.js";
import type { Given } from "./protocol/php-value.js";
import { readRequest } from "./protocol/read-request.js";
import { type Written, writeAnswer } from "./protocol/write-answer.js";

type Answered = Written & { readonly status: number; readonly headers?: Readonly<Record<string, string>> };

/** Answers one request. */
export async function answerRequest(house: House, request: IncomingMessage): Promise<Answered> {
  let given: Given;
  try {
    given = await readRequest(request);
  } catch (thrown) {
    if (!(thrown instanceof RequestFault)) throw thrown;
    const headers = thrown.status === 405 ? { allow: "POST" } : {};
    return { status: thrown.status, ...writeAnswer("json", "", errorAnswer(thrown.message)), headers };
  }
  const { status, answer } = await answerOf(house, given, addressOf(request));
  return { status, ...writeAnswer(textOf(given, "responsetype"), textOf(given, "action"), answer) };
}

async function answerOf(house: House, given: Given, ip: string): Promise<{ status: number; answer: JsonObject }> {
  const name = textOf(given, "action");
  try {
    const { caller, settings } = await house.db
      .transaction()
      .setAccessMode("read only")
      .execute(async (db) => {
        const settings = await readSettings(db);
        await checkAddress(db, ip, given.values, settings.APIAccessKey);
        const authenticated = await authenticate(db, given.values, ip);
        checkRole(authenticated, name);
        return { caller: authenticated.caller, settings };
      });
    const action = house.actions.get(name.toLowerCase());
    if (action === undefined || (action.isExtension === true && !isOn(settings.ApiExtensions))) {
      const message = `Invalid API Action: "${name.toLowerCase()}" is not a valid API action`;
      return { status: 200, answer: errorAnswer(message) };
    }
    if (action.isInternal === true) {
      return { status: 200, answer: errorAnswer("API Command Restricted to Internal API") };
    }
    return { status: 200, answer: await dispatch(house, action, given, caller) };
  } catch (thrown) {
    if (thrown instanceof RequestFault) return { status: thrown.status, answer: errorAnswer(thrown.message) };
    house.report(thrown);
    return { status: 503, answer: errorAnswer("The books cannot be read at the moment") };
  }
}

function textOf({ values }: Given, name: string): string {
  const value = values.get(name);
  return typeof value === "string" ? value : "";
}

/** The address of the other end; an IPv4 one as such even where the socket is IPv6. */
function addressOf(request: IncomingMessage): string {
  return (request.socket.remoteAddress ?? "").replace(/^::ffff:(?=\d+\.)/, "");
}
