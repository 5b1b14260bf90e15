/**
 * Reads what Xero answered.
 *
 * A refusal has one of several forms: a validation exception with messages element by element, a problem with a title
 * and a detail, or plain text. Only a JSON object under a 2xx is an answer.
 */
import type { Answered } from "@turnpike/connector-kit";
import { advice } from "./advice.js";
import { readable } from "./dates.js";
import { XeroProblem } from "./problem.js";
import { type Exhausted, exhausted } from "./rate.js";
import { elementErrors, tidied } from "./validation.js";

/** The fields of an answer, by Xero's names. */
export type Body = Readonly<Record<string, unknown>>;

/** An answer, or one of the refusals that are no end of the matter. */
export type Reading =
  | { readonly kind: "body"; readonly body: Body }
  | { readonly kind: "unauthorised" }
  | { readonly kind: "limited"; readonly exhausted: Exhausted };

/** Reads an HTTP answer; throws the `XeroProblem` that it is. */
export function read({ status, headers, text }: Answered): Reading {
  const body = parsed(text);
  // An answer has no number of an error: whatever the status says, nothing was read or saved.
  if (status >= 200 && status < 300 && body?.ErrorNumber !== undefined) throw refusal(400, body, text);
  if (status >= 200 && status < 300) return { kind: "body", body: answer(body, status) };
  if (status === 429) return { kind: "limited", exhausted: exhausted(headers) };
  if (status === 401 && body?.Detail !== "AuthorizationUnsuccessful") return { kind: "unauthorised" };
  throw refusal(status, body, text);
}

// What identifies the exchange, and the organisation's key, are of no use to an agent.
const leftOut = new Set(["Id", "Status", "ProviderName", "DateTimeUTC"]);

function answer(body: Body | undefined, status: number): Body {
  if (body === undefined) throw unreadable(status);
  const kept = Object.entries(body).filter(([name]) => !leftOut.has(name));
  return readable(Object.fromEntries(kept)) as Body;
}

function parsed(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text, (key, each) => (key === "APIKey" ? "[hidden]" : each));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}

function refusal(status: number, body: Body | undefined, text: string): XeroProblem {
  const said = saidIn(body);
  switch (status) {
    case 400:
      return said === undefined
        ? unreadable(status)
        : new XeroProblem(`Xero refused: ${said}.${advised(`${body?.Type} ${said}`)}`, "refused");
    case 401:
      return none(
        "the sign-in does not cover this: the scope is missing. The operator of this server has to sign in again with XERO_SCOPES that include it",
      );
    case 403:
      return none(
        `Xero refused this organisation to the sign-in${said === undefined ? "" : ` (${said})`}: it was disconnected, or the app may not reach it. \`authenticate\` shows which are connected`,
      );
    case 404:
      return /cannot be found/i.test(text) || body !== undefined
        ? none("Xero has nothing with this id in this organisation")
        : none("there is no Xero API at XERO_API_URL: HTTP 404");
    case 412:
    case 413:
      return none("Xero takes no request that large: send fewer elements at a time");
    default:
      return status >= 300 && status < 400
        ? none(
            "XERO_API_URL leads to a redirect, and the token is not sent on to another address: set it to the final one",
          )
        : unreadable(status, said);
  }
}

const none = (message: string): XeroProblem => new XeroProblem(message, "none");

const advised = (said: string): string => {
  const why = advice(said);
  return why === undefined ? "" : ` ${why}`;
};

function saidIn(body: Body | undefined): string | undefined {
  if (body === undefined) return undefined;
  const elements = elementErrors(body.Elements);
  if (elements.length > 0) {
    const several = Array.isArray(body.Elements) && body.Elements.length > 1;
    return elements
      .map(({ index, messages }) => `${several ? `element ${index}: ` : ""}${messages.join("; ")}`)
      .join(". ");
  }
  const message = [body.Message, body.Detail, body.Title].find(
    (each) => typeof each === "string" && each.trim() !== "",
  );
  return typeof message === "string" ? tidied(message) : undefined;
}

function unreadable(status: number, said?: string): XeroProblem {
  if (status === 503) {
    return new XeroProblem("Xero is not available at the moment (HTTP 503), perhaps for maintenance", "unknown", {
      transient: true,
    });
  }
  return new XeroProblem(
    `Xero answered HTTP ${status}${said === undefined ? " with something that is not the API's JSON, perhaps an error page" : `: ${said}`}`,
    status >= 500 || status < 300 ? "unknown" : "none",
    { transient: status >= 500 },
  );
}
