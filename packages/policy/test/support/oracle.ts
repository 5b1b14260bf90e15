/**
 * The policy language a second time, written from its specification alone, so slow and plain that it can be read
 * against the text. Property tests hold the engine to it. This file is POLICY.md section 4, the order of decision;
 * `oracle-conditions.ts` is section 2, `oracle-limits.ts` section 3.
 */
import type { JsonValue } from "@turnpike/json";
import { ambiguous, type Condition, type Exact, exact, type Group, holds } from "./oracle-conditions.ts";
import { claimsOf, type Limit, type Opinion } from "./oracle-limits.ts";

export type Rule = {
  action?: string;
  deny_if?: Group[];
  require?: Group[];
  approve_if?: Group[];
  limits?: Limit[];
  rate_limit?: { max: number; window: number };
};
type Rules = { readonly [name: string]: Rule };
export type Policy = {
  mode?: string;
  default: string;
  hide?: string[];
  all_tools?: Rule;
  tools?: Rules;
  resources?: Rules;
  prompts?: Rules;
};
export type Subject = { kind: "tool" | "resource" | "prompt"; name: string; args?: JsonValue };
/** A rule that applies, and the pointer to where it is written. */
export type Place = { at: string; rule: Rule };

function glob([first, ...pattern]: string[], name: string[]): boolean {
  if (first === undefined) return name.length === 0;
  if (first === "*") return glob(pattern, name) || (name.length > 0 && glob(["*", ...pattern], name.slice(1)));
  return first === name[0] && glob(pattern, name.slice(1));
}

function normalUri(uri: string): boolean {
  const [, scheme = "", authority = "", path = ""] = /^([^:/?#]*):(?:\/\/([^/?#]*))?([^?#]*)/.exec(uri) ?? [];
  const dots = path.split("/").some((segment) => /^(\.|%2e){1,2}$/i.test(segment));
  const encoded = [...uri.matchAll(/%([0-9a-f]{2})/gi)].map(([, hex]) => String.fromCharCode(Number(`0x${hex}`)));
  const needless = encoded.some((character) => /[A-Za-z0-9_.~/-]/.test(character));
  return (
    scheme !== "" && !/[A-Z]/.test(scheme + authority.replace(/^.*@/, "")) && !dots && !uri.includes("\\") && !needless
  );
}

function byCodePoints(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => Array.from(text, (c) => c.codePointAt(0) ?? 0)) as [number[], number[]];
  const at = left.findIndex((point, i) => point !== right[i]);
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
}

function placesOf(policy: Policy, section: "tools" | "resources" | "prompts", name: string): Place[] {
  const rules = Object.entries(policy[section] ?? {}).filter(([pattern]) => glob([...pattern], [...name]));
  const escaped = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
  return rules
    .sort(([a], [b]) => byCodePoints(a, b))
    .map(([key, rule]) => ({ at: `/${section}/${escaped(key)}`, rule }));
}

function groups({ at, rule }: Place, key: "deny_if" | "require" | "approve_if"): { at: string; group: Group }[] {
  return (rule[key] ?? []).map((group, i) => ({ at: `${at}/${key}/${i}`, group }));
}

/** Every path of the rule with the operator that reads it. */
function reads({ rule }: Place): Pick<Condition, "path" | "op">[] {
  const all = [...(rule.deny_if ?? []), ...(rule.require ?? []), ...(rule.approve_if ?? [])];
  const amounts = (rule.limits ?? []).flatMap(({ increment_from }) => increment_from ?? []);
  return [
    ...all.flatMap(({ conditions = [], any = [] }) => [...conditions, ...any]),
    ...amounts.map((path) => ({ path, op: "increment_from" })),
  ];
}

function refusal(policy: Policy, { kind, name }: Subject, places: Place[], args: Exact): string | undefined {
  const acting = (action: string) => places.find(({ rule }) => rule.action === action);
  const hides = (pattern: string) => (kind === "tool" ? glob([...pattern], [...name]) : pattern === "*");
  if ((policy.hide ?? []).some(hides) || acting("hide")) return "(hidden)";
  if (places.every(({ at }) => at === "/all_tools") && policy.default === "deny") return "(default deny)";
  const denying = acting("deny");
  if (denying) return `${denying.at}/action`;
  if (kind === "resource" && !normalUri(name)) return "(ambiguous)";
  if (places.flatMap(reads).some(({ path, op }) => ambiguous(args, path, op))) return "(ambiguous)";
  const fires = places.flatMap((place) => groups(place, "deny_if")).find(({ group }) => holds(args, group, false));
  return (fires ?? places.flatMap((place) => groups(place, "require")).find(({ group }) => !holds(args, group, true)))
    ?.at;
}

function approval(places: Place[], args: Exact): string | undefined {
  return places.flatMap((place) => [
    ...(place.rule.action === "require_approval" ? [`${place.at}/action`] : []),
    ...groups(place, "approve_if")
      .filter(({ group }) => holds(args, group, false))
      .map(({ at }) => at),
  ])[0];
}

/** POLICY.md section 4 from the top, without any counter. */
export function opinion(policy: Policy, subject: Subject): Opinion {
  const section = ({ tool: "tools", resource: "resources", prompt: "prompts" } as const)[subject.kind];
  const args = exact(subject.kind === "resource" ? { uri: subject.name } : (subject.args ?? {}));
  const everywhere = section === "tools" && policy.all_tools ? [{ at: "/all_tools", rule: policy.all_tools }] : [];
  const places = [...everywhere, ...placesOf(policy, section, subject.name)];
  const claims = places.flatMap(({ at, rule }) => claimsOf(args, at, rule.limits, rule.rate_limit));
  const refused = refusal(policy, subject, places, args);
  if (refused !== undefined) return { refused, claims };
  const asks = approval(places, args);
  return asks === undefined ? { claims } : { claims, approval: asks };
}
