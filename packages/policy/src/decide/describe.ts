/**
 * Default messages: what was not accepted and what would be, from the policy's own words. Argument values are never
 * repeated; what stands here is known before any call comes.
 */

import type { Condition, ConditionGroup, Op, PolicyValue } from "../document.js";

const LONGEST_VALUE = 80;
const LONGEST_LIST = 8;

/** What a `deny_if` group refuses, and what it would not. */
export function denyMessage({ conditions = [], any }: ConditionGroup): string {
  const refused = [...conditions.map(holds), ...(any === undefined ? [] : [oneOf(any.map(holds))])];
  if (refused.length === 0) return "not accepted, whatever the arguments";
  const accepted = [...conditions, ...(any?.length === 1 ? any : [])].map(doesNotHold);
  const rest = any !== undefined && any.length > 1 ? [any.map(doesNotHold).join(" and ")] : [];
  return `not accepted: ${refused.join(" and ")}; accepted: ${[...accepted, ...rest].join(", or ")}`;
}

/** What a `require` group accepts. */
export function requireMessage({ conditions = [], any }: ConditionGroup): string {
  if (any !== undefined && any.length === 0) return "not accepted, whatever the arguments";
  const accepted = [...conditions.map(holds), ...(any === undefined ? [] : [oneOf(any.map(holds))])];
  return `not accepted; accepted only when ${accepted.join(" and ")}`;
}

/** Why a person has to approve. */
export function approveMessage({ conditions = [], any }: ConditionGroup): string {
  const asked = [...conditions.map(holds), ...(any === undefined ? [] : [oneOf(any.map(holds))])];
  const when = asked.length === 0 ? "" : ` when ${asked.join(" and ")}`;
  return `this call needs a person's approval${when}`;
}

function oneOf(phrases: readonly string[]): string {
  return phrases.length === 1 ? (phrases[0] ?? "") : `(${phrases.join(" or ")})`;
}

type Phrase = (value: PolicyValue) => string;

const PHRASES: { readonly [op in Op]: readonly [holds: Phrase, doesNot: Phrase] } = {
  eq: [(value) => `is ${shown(value)}`, (value) => `is not ${shown(value)}`],
  neq: [(value) => `is not ${shown(value)}`, (value) => `is ${shown(value)}`],
  in: [(value) => `is one of ${shown(value)}`, (value) => `is none of ${shown(value)}`],
  not_in: [(value) => `is none of ${shown(value)}`, (value) => `is one of ${shown(value)}`],
  lt: [(value) => `is a number below ${shown(value)}`, (value) => `is a number of at least ${shown(value)}`],
  lte: [(value) => `is a number of at most ${shown(value)}`, (value) => `is a number above ${shown(value)}`],
  gt: [(value) => `is a number above ${shown(value)}`, (value) => `is a number of at most ${shown(value)}`],
  gte: [(value) => `is a number of at least ${shown(value)}`, (value) => `is a number below ${shown(value)}`],
  regex: [(value) => `is text that matches ${shown(value)}`, (value) => `is text that does not match ${shown(value)}`],
  contains: [(value) => `contains ${shown(value)}`, (value) => `does not contain ${shown(value)}`],
  exists: [given, (value) => given(value !== true)],
};

function given(value: PolicyValue): string {
  return value === true ? "is given" : "is not given";
}

function holds({ path, op, value }: Condition): string {
  return `\`${path}\` ${PHRASES[op][0](value)}`;
}

function doesNotHold({ path, op, value }: Condition): string {
  return `\`${path}\` ${PHRASES[op][1](value)}`;
}

function shown(value: PolicyValue): string {
  if (!Array.isArray(value) || value.length <= LONGEST_LIST) return cut(JSON.stringify(value));
  const first = value.slice(0, LONGEST_LIST).map((item) => cut(JSON.stringify(item)));
  return `${first.join(", ")} and ${value.length - LONGEST_LIST} more`;
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST_VALUE ? `${characters.slice(0, LONGEST_VALUE).join("")}…` : text;
}
