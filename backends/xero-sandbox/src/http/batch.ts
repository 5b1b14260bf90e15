/**
 * A body with several elements: each is saved by itself, and one that is refused undoes nothing of the others. What the
 * reply looks like then, `summarizeErrors` decides.
 */
import { inSavepoint } from "../database/savepoint.js";
import type { Context } from "./context.js";
import { type ApiRequest, done, type Reply } from "./operation.js";
import { badBody, noData } from "./refusal.js";
import type { Kind } from "./shape.js";

/** An element that breaks a rule. Thrown; nothing of the element is saved then. */
export class Invalid extends Error {
  readonly messages: readonly string[];
  /** The element as it is without what was sent, where it exists. */
  readonly stored: Json | undefined;

  constructor(messages: readonly string[], stored?: Json) {
    super(messages.join("; "));
    this.messages = messages;
    this.stored = stored;
  }
}

export type Json = Readonly<Record<string, unknown>>;

/** How elements of one kind are saved. */
export type Elements<T> = {
  /** The name of the array, and of one element in messages. */
  readonly plural: string;
  readonly singular: string;
  readonly kind: Kind<T>;
  /** What an element has that is not saved yet. */
  readonly unsaved: Json;
  /** How an element says that it has errors. */
  readonly flaw: "HasErrors" | "HasValidationErrors" | undefined;
  /** Saves one; gives it as it is then. Throws `Invalid`. */
  readonly save: (context: Context, sent: T) => Promise<Json>;
};

/** Saves every element of a body. */
export async function saveAll<T>(context: Context, request: ApiRequest, elements: Elements<T>): Promise<Reply> {
  const mixed = request.parameters.text("summarizeErrors")?.toLowerCase() === "false";
  const saved: Json[] = [];
  const failed: Json[] = [];
  for (const sent of readElements(request.body, elements)) {
    const { ok, json } = await saveOne(context, sent, elements);
    (ok || mixed ? saved : failed).push(mixed ? { ...json, StatusAttributeString: ok ? "OK" : "ERROR" } : json);
  }
  return failed.length === 0 ? done({ [elements.plural]: saved }) : validationError(failed);
}

/** Saves the one element that a body about this one may hold. */
export async function saveSingle<T>(context: Context, request: ApiRequest, elements: Elements<T>): Promise<Reply> {
  const [sent, ...others] = readElements(request.body, elements);
  if (sent === undefined) throw noData(elements.singular);
  if (others.length > 0) throw badBody(`JSON for post data was invalid: ${elements.plural} must hold one element here`);
  const { ok, json } = await saveOne(context, sent, elements);
  return ok ? done({ [elements.plural]: [json] }) : validationError([json]);
}

function validationError(elements: readonly Json[]): Reply {
  const Message = "A validation exception occurred";
  return { status: 400, body: { ErrorNumber: 10, Type: "ValidationException", Message, Elements: elements } };
}

async function saveOne<T>(context: Context, sent: T, { kind, unsaved, flaw, save }: Elements<T>) {
  try {
    const json = await inSavepoint(context.db, (db) => save({ ...context, db }, sent));
    return { ok: true, json };
  } catch (thrown) {
    if (!(thrown instanceof Invalid)) throw thrown;
    const errors = { ValidationErrors: thrown.messages.map((Message) => ({ Message })) };
    const base = thrown.stored ?? unsaved;
    const json = { ...base, ...(kind.write(sent) as Json), ...(flaw && { [flaw]: true }), ...errors };
    return { ok: false, json };
  }
}

/** The array under its name, or one element alone, as Xero takes either. */
function readElements<T>(body: unknown, { plural, singular, kind }: Elements<T>): readonly T[] {
  if (body === undefined || body === null) throw noData(singular);
  if (typeof body !== "object" || Array.isArray(body)) {
    throw badBody(`JSON for post data was invalid: the body must be an object with ${plural}, not ${nameOf(body)}`);
  }
  const named = Object.entries(body).filter(([name]) => name.toLowerCase() === plural.toLowerCase());
  const [entry, ...others] = named;
  if (others.length > 0) throw badBody(`JSON for post data was invalid: ${plural} is there twice`);
  if (entry === undefined) {
    if (Object.keys(body).length === 0) throw noData(singular);
    return [kind.read(body, singular)];
  }
  if (!Array.isArray(entry[1])) throw badBody(`JSON for post data was invalid: ${plural} must be an array`);
  if (entry[1].length === 0) throw noData(singular);
  return entry[1].map((each, index) => kind.read(each, `${plural}[${index}]`));
}

function nameOf(value: unknown): string {
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}

/** Texts that are longer than Xero takes, as messages. */
export function tooLong(sent: Json, most: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(most).flatMap(([name, length]) => {
    const value = sent[name];
    return typeof value === "string" && value.length > length ? [`${name} must have at most ${length} characters`] : [];
  });
}
