/** Why a server has given no list, in words that say what to look at: the SDK's own speak of probes and negotiation. */
import { visible } from "@turnpike/catalogue";
import { Failure } from "../failure.js";
import { type GivenTarget, showTarget } from "../target.js";

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens at that address",
  ENOTFOUND: "there is no host of that name",
  EAI_AGAIN: "the name of the host cannot be looked up at the moment",
  ECONNRESET: "the connection was broken off",
  EHOSTUNREACH: "there is no way to that address",
  ENETUNREACH: "there is no way to that address",
  UND_ERR_CONNECT_TIMEOUT: "nobody accepts the connection",
  ENOENT: "there is no such command, or no such folder to run it in; one of an npm package needs `npx` before it",
  EACCES: "the command may not be run",
  CONNECTION_CLOSED: "it ended before it had answered",
};

const statuses: Readonly<Record<number, string>> = {
  401: "it wants to know who asks (HTTP 401): give what it accepts with `--header-from-env`",
  403: "it refuses (HTTP 403): give what it accepts with `--header-from-env`",
  404: "nothing is there (HTTP 404): is that the whole address, with its path?",
  405: "that is no MCP endpoint (HTTP 405): is that the whole address, with its path?",
};

/** The failure for a server that did not answer; `said` is what its process wrote to standard error. */
export function silence(error: unknown, { target, credentials }: GivenTarget, said = ""): Failure {
  const last = without(credentials, said).trim().split(/\r?\n/).at(-1)?.slice(0, 300) ?? "";
  const words = last === "" ? "" : `; its last words: ${visible(last)}`;
  return new Failure("server_silent", `\`${showTarget(target)}\` gives no tool list: ${visible(whyOf(error))}${words}`);
}

/** The words without the values that the command line has given along. */
function without(credentials: readonly string[], said: string): string {
  const values = credentials.filter((value, at) => at % 2 === 1 && value !== "");
  return values.reduce((text, value) => text.replaceAll(value, "[removed]"), said);
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const status = "status" in error && typeof error.status === "number" ? statuses[error.status] : undefined;
  if (status !== undefined) return status;
  const inner = innermost(error);
  const code = "code" in inner && typeof inner.code === "string" ? inner.code : "";
  return reasons[code] ?? withCode(inner.message.split("\n")[0]?.slice(0, 200) ?? "", code);
}

/** `fetch failed` alone says nothing, and its cause may have one itself. */
function innermost(error: Error): Error {
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" ? innermost(cause) : error;
}

function withCode(message: string, code: string): string {
  return code === "" || message.includes(code) ? message : `${message} (${code})`;
}
