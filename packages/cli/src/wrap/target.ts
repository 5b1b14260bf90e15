/** What a wrapper stands before, as the command line says it, and what the server is called unless it is named. */
import type { Target } from "@turnpike/store";
import type { Call, Context } from "../context.js";
import { type GivenTarget, readTarget } from "../target.js";

/** A target with the name that goes with it. */
export type WrapTarget = GivenTarget & { readonly name: string };

/** Reads the target. Throws a `Failure` for one that is missing or given in two ways. */
export function wrapTarget({ args, options }: Call, env: Context["env"]): WrapTarget {
  const given = readTarget((args[0] ?? []) as readonly string[], options, env, "what is wrapped?");
  return { ...given, name: asName(nameOf(given.target)) };
}

function nameOf(target: Target): string {
  if (target.kind === "http") return new URL(target.url).host;
  const [base = ""] = (target.command.split(/[\\/]/).at(-1) ?? "").split(/\.(?:exe|cmd|bat)$/i);
  return base;
}

/** A server's name made of a text: what it may not hold becomes `-`. */
function asName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 63)
    .replace(/-+$/, "");
  return name === "" ? "server" : name;
}
