/**
 * Xero's validation messages, each with the element that it is about.
 *
 * A message stands in `ValidationErrors` of whatever it is about: the element itself, a line of it, its contact.
 */

type Fields = Readonly<Record<string, unknown>>;

/** What one element of an answer was refused for. */
export type ElementErrors = { readonly index: number; readonly messages: readonly string[] };

const maxMessages = 20;
const maxMessageLength = 500;

/** The elements that have messages, by their places in the list. */
export function elementErrors(elements: unknown): readonly ElementErrors[] {
  if (!Array.isArray(elements)) return [];
  return elements
    .map((element, index) => ({ index, messages: [...new Set(messagesIn(element, ""))].slice(0, maxMessages) }))
    .filter(({ messages }) => messages.length > 0);
}

function messagesIn(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => messagesIn(each, `${path}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value as Fields).flatMap(([name, each]) =>
    name === "ValidationErrors" && Array.isArray(each)
      ? each.flatMap((error) => messageOf(error, path))
      : messagesIn(each, path === "" ? name : `${path}.${name}`),
  );
}

function messageOf(error: unknown, path: string): readonly string[] {
  const message = typeof error === "object" && error !== null ? (error as Fields).Message : undefined;
  if (typeof message !== "string") return [];
  const said = tidied(message);
  return said === "" ? [] : [path === "" ? said : `${path}: ${said}`];
}

/** A message in one line, cut where it goes on without end, and without the full stop. */
export const tidied = (message: string): string =>
  message.replace(/\s+/g, " ").trim().slice(0, maxMessageLength).replace(/\.$/, "");
