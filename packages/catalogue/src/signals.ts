/** Signals: what stands out in a tool beside its category. The list is published in docs/classification.md. */

import type { Argument } from "./schema/arguments.js";
import { commandOrCode, connects } from "./signals/argument-kinds.js";
import { splitName } from "./text/split-name.js";
import type { Tool } from "./tool.js";

/** Every signal, and what it says. */
export const signalTexts = {
  admin: "admin or system level",
  takes_url: "takes a URL or an address to connect to",
  takes_code: "takes free-form code or a query",
  takes_credential: "takes a credential",
  unbounded_bulk: "acts on many at once without a bound",
  many_arguments: "has many arguments",
} as const;

export type SignalCode = keyof typeof signalTexts;

/** A signal with the arguments that it is about. */
export type Signal = { readonly code: SignalCode; readonly arguments: readonly string[] };

const many = 12;
const adminWords = new Set(
  "admin administrator root sudo system iam role roles permission permissions policy policies privilege privileges superuser tenant acl rbac".split(
    " ",
  ),
);
const credential =
  /(?:password|passwd|passphrase|secret|api_?key|access_?key|private_?key|credentials?|connection_?string|auth_?token|access_?token|refresh_?token|bearer|client_?secret|cvv|cvc|pin_?code|otp|ssh_?key|^token$)/i;

/** The signals of a tool, in the order of the list. */
export function signalsOf(tool: Tool, args: readonly Argument[]): readonly Signal[] {
  const named = (test: (argument: Argument) => boolean) =>
    args.filter(test).map(({ path }) => path.slice("args.".length));
  const found: readonly [SignalCode, boolean, readonly string[]][] = [
    ["admin", splitName(tool.name).some((word) => adminWords.has(word)), []],
    ["takes_url", false, named(connects)],
    ["takes_code", false, named((argument) => commandOrCode(argument, tool.name))],
    ["takes_credential", false, named(({ name, types }) => credential.test(name) && !types.includes("boolean"))],
    ["unbounded_bulk", false, named(unbounded)],
    ["many_arguments", args.filter(({ top }) => top).length > many, []],
  ];
  return found.filter(([, is, which]) => is || which.length > 0).map(([code, , which]) => ({ code, arguments: which }));
}

/** A list of things to act on whose schema says no end. */
function unbounded({ name, types, schema, top }: Argument): boolean {
  if (!top || !types.includes("array") || typeof schema.maxItems === "number") return false;
  return /(?:ids?|keys|records|items|objects|names|paths|urls|entities|files|messages|documents|users|emails|recipients|updates|operations|inputs|rows|deletions)$/i.test(
    name,
  );
}
