/** Holds an answer against the action's own declaration: no key that is not in its table, no error that is not in its list. */
import { expect } from "vitest";
import type { Fields, Json } from "../../src/declare/field.js";
import type { Answer, Billing } from "../../src/index.js";

/** What every action may refuse a parameter with. */
const parameterMessage =
  / must be |^\w+(\[.*\])? is (required|empty)$|^Expecting parameter '.+' to be an array$|^Invalid API Action|^No matching admin/;

export function expectDeclared({ house }: Billing, command: string, answer: Answer): void {
  const action = house.actions.get(command.toLowerCase());
  if (answer.result === "error") {
    const message = String(answer.message);
    const patterns = (action?.errors ?? []).map(
      (error) => new RegExp(`^${error.split(/\$\w+/).map(escaped).join("[^]*")}$`),
    );
    const isDeclared = parameterMessage.test(message) || patterns.some((pattern) => pattern.test(message));
    expect(isDeclared, `${command} does not declare the error: ${message}`).toBe(true);
    return;
  }
  const { result: _, warning: __, ...members } = answer;
  expectFields(command, action?.response ?? {}, members);
}

/** Every declared field is there, and nothing else. */
function expectFields(where: string, fields: Fields, members: Json | undefined): void {
  const names = Object.keys(members ?? {});
  for (const name of names) expect(fields, where).toHaveProperty([name]);
  for (const [name, field] of Object.entries(fields)) {
    if (!field.isOptional) expect(names, where).toContain(name);
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
