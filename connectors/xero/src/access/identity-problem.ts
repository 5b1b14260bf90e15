/**
 * What the sign-in service said, in our own words.
 *
 * Its descriptions, and the texts of the library between, may repeat what was sent: codes, tokens, the app's secret. Only
 * what stands in this file is told, by the error codes that OAuth defines.
 */
import { ExchangeFailure } from "@turnpike/connector-kit";
import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import { AccessProblem, type AccessProblemKind } from "./problem.js";

const again = "call `authenticate` to sign in again";
const wrongApp: Meaning = [
  "configuration",
  "Xero does not accept this app: check XERO_CLIENT_ID and XERO_CLIENT_SECRET, and whether the app is of the kind that they stand for",
];
const later: Meaning = ["unreachable", "Xero's sign-in service has a fault of its own: try again later"];
const misunderstood: Meaning = [
  "refused",
  "Xero's sign-in service does not take the request: check that XERO_REDIRECT_URI is registered for the app, to the letter",
];

type Meaning = readonly [AccessProblemKind, string];

// RFC 6749 sections 4.1.2.1 and 5.2; OpenID Connect Core section 3.1.2.6.
const meanings: Readonly<Record<string, Meaning>> = {
  access_denied: ["refused", `access was refused in the browser, and nothing was connected: ${again}`],
  consent_required: ["refused", `nobody has agreed in the browser: ${again}`],
  interaction_required: ["refused", `nobody has agreed in the browser: ${again}`],
  login_required: ["refused", `nobody has signed in in the browser: ${again}`],
  invalid_grant: ["sign_in", `the sign-in has ended or was taken back: ${again}`],
  invalid_client: wrongApp,
  unauthorized_client: wrongApp,
  invalid_scope: [
    "configuration",
    "Xero does not give this app the scopes that were asked for: set XERO_SCOPES to those that the app has",
  ],
  invalid_request: misunderstood,
  unsupported_grant_type: misunderstood,
  unsupported_response_type: misunderstood,
  server_error: later,
  temporarily_unavailable: later,
};

/** The problem that an error of the library stands for. */
export function identityProblem(error: unknown): AccessProblem {
  if (error instanceof AccessProblem) return error;
  const code = errorCode(error);
  if (code !== undefined) return problem(meaningOf(code));
  const failure = error instanceof ClientError ? error.cause : error;
  if (failure instanceof ExchangeFailure) return unreachable(failure);
  if (failure instanceof Response) return problem(failure.status >= 500 || failure.status === 429 ? later : unreadable);
  return problem((error instanceof ClientError && libraryMeanings[error.code ?? ""]) || unreadable);
}

/** The error code that OAuth defines and the service gave. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof ResponseBodyError || error instanceof AuthorizationResponseError ? error.error : undefined;
}

const problem = ([kind, text]: Meaning): AccessProblem => new AccessProblem(kind, text);

const unreadable: Meaning = ["unreachable", "what answers as Xero's sign-in service gives no answer that can be read"];

// What the library has found wrong with an answer, by its own codes.
const libraryMeanings: Readonly<Record<string, Meaning>> = {
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: [
    "configuration",
    "what answers at XERO_IDENTITY_URL says that its own address is another one: set XERO_IDENTITY_URL to that one",
  ],
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: [
    "configuration",
    "this machine's clock and that of Xero's sign-in service differ: set this machine's clock",
  ],
};

function meaningOf(code: string): Meaning {
  const known = Object.hasOwn(meanings, code) ? meanings[code] : undefined;
  return known ?? ["refused", "Xero's sign-in service refuses, with an error code that OAuth does not define"];
}

/** That a service gave no answer. The code of the layer that failed is all that is told of it. */
export function unreachable({ kind, code }: ExchangeFailure, service = "Xero's sign-in service"): AccessProblem {
  if (kind === "timeout") return new AccessProblem("unreachable", `${service} did not answer in time`);
  if (kind === "untrusted") return new AccessProblem("unreachable", `${service} has a certificate that is not trusted`);
  if (kind === "too_large") return new AccessProblem("unreachable", `${service} answered with too much`);
  return new AccessProblem("unreachable", `${service} cannot be reached (${code}): try again later`);
}
