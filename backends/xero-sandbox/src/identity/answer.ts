/** The forms that answers of the sign-in have. */
import { randomUUID } from "node:crypto";
import type { IdentityAnswer } from "../access.js";

const never = { "cache-control": "no-store", pragma: "no-cache" } as const;

/** JSON that no cache keeps. */
export function json(status: number, value: unknown): IdentityAnswer {
  return { status, headers: { ...never, "content-type": "application/json" }, body: JSON.stringify(value) };
}

/** An OAuth error. Like the original's token endpoint it gives the code and no description. */
export const oauthError = (error: string): IdentityAnswer => json(400, { error });

/** Xero's refusal of a bearer token. */
export function unauthorized(detail: string): IdentityAnswer {
  const body = {
    Type: null,
    Title: "Unauthorized",
    Status: 401,
    Detail: detail,
    Instance: randomUUID(),
    Extensions: {},
  };
  const answer = json(401, body);
  return { ...answer, headers: { ...answer.headers, "www-authenticate": 'Bearer realm="xero-sandbox"' } };
}

/** Sends the browser on. */
export const redirect = (url: URL): IdentityAnswer => ({
  status: 303,
  headers: { ...never, location: url.href, "referrer-policy": "no-referrer" },
  body: "",
});

/** Plain text. */
export const text = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): IdentityAnswer => ({
  status,
  headers: { ...never, "content-type": "text/plain; charset=utf-8", ...headers },
  body,
});
