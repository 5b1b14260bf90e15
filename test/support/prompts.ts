/** What holds for the prompts of every server: what they are, and that they say what they are given. */
import { expect } from "vitest";
import type { connectV2 } from "./agents.js";

type Agent = Awaited<ReturnType<typeof connectV2>>;

/** Each prompt's arguments with a value; a name with a question mark is one that may be left out. */
export type Prompts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Expects these prompts to be listed, in this order, with these arguments. */
export async function expectPrompts({ client }: Agent, prompts: Prompts): Promise<void> {
  const listed = (await client.listPrompts()).prompts.map(({ name, arguments: args = [] }) => [
    name,
    args.map((each) => `${each.name}${each.required === true ? "" : "?"}`),
  ]);
  expect(listed).toEqual(Object.entries(prompts).map(([name, args]) => [name, Object.keys(args)]));
}

/** What a prompt says with these arguments. */
export function promptText(agent: Agent, name: string, args: Prompts[string]): Promise<string> {
  const given = Object.fromEntries(Object.entries(args).map(([key, value]) => [key.replace("?", ""), value]));
  return agent.getPrompt(name, given).then(JSON.stringify);
}

/** Expects a text to name tools, and only such as exist. */
export function expectTools(text: string, pattern: RegExp, tools: readonly { readonly name: string }[]): void {
  const mentioned = text.match(pattern) ?? [];
  const names = new Set(tools.map(({ name }) => name));
  expect(mentioned.length).toBeGreaterThan(0);
  expect(mentioned.filter((each) => !names.has(each))).toEqual([]);
}
