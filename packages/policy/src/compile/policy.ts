/**
 * The document made ready to decide. Exact names are found in a map and globs are cut beforehand, so a policy of ten
 * thousand tools costs a call what one of ten does. What applies to a name is laid out once and kept: by name for those
 * that the document writes, by the set of globs that fit for all others, so an agent cannot fill the memory with names.
 */

import type { EntryKind } from "../decide/refusals.js";
import type { Default, Entries, Mode, PolicyDocument } from "../document.js";
import { byCodePoint, compileGlob, type Glob, isGlob, matchesGlob } from "../glob.js";
import { pointerTo } from "../pointer.js";
import { type Plan, planOf } from "./plan.js";
import { type CompiledRule, compileRule } from "./rule.js";

/** A policy that decides; made by `compilePolicy` only. */
export type CompiledPolicy = { readonly mode: Mode; readonly plans: { readonly [kind in EntryKind]: Plans } };

/** What applies to a name. */
export type Plans = {
  for(name: string): Plan;
  /** Whether there can be a name that is neither hidden nor denied by default; true in doubt. */
  readonly offersAny: boolean;
  /** Whether there can be a name that is hidden or denied by default; true in doubt. */
  readonly keepsAny: boolean;
};

/** Compiles a document that was parsed. Patterns that do not compile and paths that cannot be read throw. */
export function compilePolicy(document: PolicyDocument): CompiledPolicy {
  const { mode = "enforce", default: otherwise, hide = [], all_tools } = document;
  const all = hide.includes("*");
  const allTools = all_tools === undefined ? undefined : compileRule(all_tools, "/all_tools", "tool");
  const common = { default: otherwise, hide: all ? ["*"] : [], allTools: undefined };
  const of = (kind: EntryKind, place: "resources" | "prompts") =>
    new PlanTable({ ...common, kind, place, entries: document[place] ?? {} });
  return {
    mode,
    plans: {
      tool: new PlanTable({ ...common, kind: "tool", place: "tools", entries: document.tools ?? {}, hide, allTools }),
      resource: of("resource", "resources"),
      resource_template: of("resource_template", "resources"),
      prompt: of("prompt", "prompts"),
    },
  };
}

type Table = {
  readonly kind: EntryKind;
  readonly place: "tools" | "resources" | "prompts";
  readonly default: Default;
  readonly hide: readonly string[];
  readonly allTools: CompiledRule | undefined;
  readonly entries: Entries;
};

type GlobEntry = { readonly written: string; readonly glob: Glob };

/** More sets of globs than a policy's names fit are an agent's doing: they are laid out anew each time. */
const KEPT_SETS = 1000;

class PlanTable implements Plans {
  readonly #table: Table;
  readonly #globs: readonly GlobEntry[];
  readonly #hiddenGlobs: readonly Glob[];
  readonly #hidden: ReadonlySet<string>;
  readonly #rules = new Map<string, CompiledRule>();
  readonly #byName = new Map<string, Plan>();
  readonly #bySet = new Map<string, Plan>();

  constructor(table: Table) {
    this.#table = table;
    const globs = Object.keys(table.entries).filter(isGlob).toSorted(byCodePoint);
    this.#globs = globs.map((written) => ({ written, glob: compileGlob(written) }));
    this.#hidden = new Set(table.hide.filter((name) => !isGlob(name)));
    this.#hiddenGlobs = table.hide.filter(isGlob).map(compileGlob);
    for (const [name, rule] of Object.entries(table.entries)) {
      this.#rules.set(name, compileRule(rule, pointerTo(`/${table.place}`, name), table.kind));
    }
  }

  for(name: string): Plan {
    const kept = this.#byName.get(name);
    if (kept !== undefined) return kept;
    const exact = this.#rules.has(name) && !isGlob(name);
    const names = this.#globs.filter(({ glob }) => matchesGlob(glob, name)).map(({ written }) => written);
    const hidden = this.#hidden.has(name) || this.#hiddenGlobs.some((glob) => matchesGlob(glob, name));
    if (!exact) return this.#forSet(names, hidden);
    const plan = this.#plan([...names, name].toSorted(byCodePoint), hidden);
    this.#byName.set(name, plan);
    return plan;
  }

  get offersAny(): boolean {
    const { hide, default: otherwise } = this.#table;
    if (hide.includes("*") || this.#rules.get("*")?.action === "hide") return false;
    return otherwise === "allow" || [...this.#rules.values()].some(({ action }) => action !== "hide");
  }

  get keepsAny(): boolean {
    const { hide, default: otherwise } = this.#table;
    return otherwise === "deny" || hide.length > 0 || [...this.#rules.values()].some(({ action }) => action === "hide");
  }

  #forSet(names: readonly string[], hidden: boolean): Plan {
    const key = JSON.stringify([hidden, ...names]);
    const kept = this.#bySet.get(key);
    if (kept !== undefined) return kept;
    const plan = this.#plan(names, hidden);
    if (this.#bySet.size < KEPT_SETS) this.#bySet.set(key, plan);
    return plan;
  }

  #plan(names: readonly string[], hidden: boolean): Plan {
    const { kind, default: otherwise, allTools } = this.#table;
    const entries = names.flatMap((name) => this.#rules.get(name) ?? []);
    return planOf({ kind, default: otherwise, hidden, allTools, entries });
  }
}
