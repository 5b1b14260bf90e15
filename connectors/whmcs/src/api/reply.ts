/**
 * Reads what WHMCS answered.
 *
 * A business error is HTTP 200 with `result: error`; a refused caller is HTTP 403 with the same shape, whose message says
 * why; an installation in trouble answers with a page. Only a JSON object that says `success` counts as one.
 */
import type { Answered } from "@turnpike/connector-kit";
import { advice } from "./advice.js";
import { ApiProblem } from "./problem.js";

/** What an action gave: the API's own fields, `result` among them. */
export type Reply = Readonly<Record<string, unknown>>;

const maxMessageLength = 500;

/** The reply in an HTTP answer, or the problem that it is. `hide` takes credentials out of texts. */
export function readReply({ status, text }: Answered, hide: (text: string) => string): Reply {
  if (status >= 300 && status < 400) {
    throw new ApiProblem(
      "WHMCS_API_URL leads to a redirect, and the credentials are not sent on to another address: set it to the final one",
      "none",
    );
  }
  const reply = parsed(text, hide);
  if (reply?.result === "error") throw refusal(status, typeof reply.message === "string" ? reply.message : "");
  if (status >= 400 || reply === undefined) throw unreadable(status);
  // GetAdminUsers is documented without `result`.
  if (reply.result === undefined && "admin_users" in reply) return { result: "success", ...reply };
  if (reply.result !== "success") {
    throw new ApiProblem("what answers at WHMCS_API_URL is JSON, but not the WHMCS API's", "unknown");
  }
  return reply;
}

function parsed(text: string, hide: (text: string) => string): Reply | undefined {
  try {
    const value: unknown = JSON.parse(text, (_, each) => (typeof each === "string" ? hide(each) : each));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Reply) : undefined;
  } catch {
    return nameValuePairs(hide(text));
  }
}

// Old installations answer a refused caller in `key=value;` pairs, whatever was asked for.
function nameValuePairs(text: string): Reply | undefined {
  const message = /^\s*result=error;\s*message=([^;]*)/.exec(text)?.[1];
  return message === undefined ? undefined : { result: "error", message };
}

function refusal(status: number, message: string): ApiProblem {
  const said = message.replace(/\s+/g, " ").trim().slice(0, maxMessageLength).replace(/\.$/, "") || "no reason given";
  const why = advice(said);
  const who = status === 401 || status === 403 ? "WHMCS refused this server" : "WHMCS refused";
  const lacksAction = /^Invalid (API Action|Permissions)/i.test(said);
  // The messages that are known speak of the arguments, so nobody else was asked.
  const effect = status === 200 && why === undefined ? "refused" : "none";
  return new ApiProblem(`${who}: ${said}.${why === undefined ? "" : ` ${why}`}`, effect, { lacksAction });
}

function unreadable(status: number): ApiProblem {
  if (status === 404 || status === 405) {
    return new ApiProblem(`there is no WHMCS API at WHMCS_API_URL: HTTP ${status}`, "none");
  }
  if (status === 401 || status === 403) {
    return new ApiProblem(`something in front of WHMCS refused this server: HTTP ${status} without a reason`, "none");
  }
  return new ApiProblem(
    `WHMCS answered HTTP ${status} with something that is not the API's JSON, perhaps an error page`,
    "unknown",
    { transient: [502, 503, 504].includes(status) },
  );
}
