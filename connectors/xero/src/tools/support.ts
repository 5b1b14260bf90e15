/** What the tools' files share: asking Xero, and what an answer has beside Xero's own fields. */
import type { AccountingApi } from "xero-node";
import type { Reply, XeroCall } from "../api/call.js";
import { XeroProblem } from "../api/problem.js";
import type { Remaining } from "../api/rate.js";
import { type ElementErrors, elementErrors } from "../api/validation.js";
import type { Context, Outcome } from "../tool.js";

type Named = { readonly tenant?: string | undefined };

/** Reads, and gives the answer as it is. */
export async function reads(
  { xero, signal, deadline }: Context,
  { tenant }: Named,
  ask: (api: AccountingApi, tenantId: string) => Promise<unknown>,
): Promise<Outcome> {
  return { fields: fieldsOf(await xero.call({ kind: "read", tenant, signal, deadline, ask })) };
}

/** How one document is changed. */
type Changing<Document> = {
  readonly id: string;
  /** The name of Xero's list of such documents. */
  readonly plural: string;
  readonly read: (api: AccountingApi, tenantId: string) => Promise<unknown>;
  /** What Xero would refuse, or do unasked, to the document that is there. */
  readonly fault: (document: Document) => string | undefined;
  readonly write: (
    document: Document,
  ) => (api: AccountingApi, tenantId: string, idempotencyKey: string) => Promise<unknown>;
};

/** Looks at a document and changes it, while no other change of it is under way here. */
export function changes<Document>(
  context: Context,
  { tenant, idempotencyKey }: Named & { readonly idempotencyKey?: string | undefined },
  { id, plural, read, fault, write }: Changing<Document>,
): Promise<Outcome> {
  return context.xero.alone(id, async () => {
    const { tenantId: of, document } = await present<Document>(context, { tenant }, plural, read);
    const refusal = fault(document);
    if (refusal !== undefined) throw new XeroProblem(refusal, "refused");
    return writes(context, { tenant: of, idempotencyKey }, plural, write(document));
  });
}

/** Reads the one document that a change is about. A failure leaves the document as it is. */
async function present<Document>(
  { xero, signal, deadline }: Context,
  { tenant }: Named,
  plural: string,
  ask: (api: AccountingApi, tenantId: string) => Promise<unknown>,
): Promise<{ readonly tenantId: string; readonly document: Document }> {
  const call: XeroCall = { kind: "read", tenant, signal, deadline, ask };
  const reply = await xero.call(call).catch((error: unknown) => {
    throw error instanceof XeroProblem ? new XeroProblem(error.message, "none") : error;
  });
  const [document] = listOf(reply, plural);
  if (document === undefined) throw new XeroProblem("Xero has nothing with this id in this organisation", "none");
  return { tenantId: reply.tenant.id, document: document as Document };
}

/** Writes elements of a list, and says which of them were saved. */
export async function writes(
  { xero, signal, deadline }: Context,
  { tenant, idempotencyKey }: Named & { readonly idempotencyKey?: string | undefined },
  plural: string,
  ask: (api: AccountingApi, tenantId: string, idempotencyKey: string) => Promise<unknown>,
): Promise<Outcome> {
  const reply = await xero.call({ kind: "change", tenant, idempotencyKey, signal, deadline, ask });
  const elements = listOf(reply, plural);
  if (elements.length === 0) {
    const { idempotencyKey: made } = reply;
    throw new XeroProblem("Xero's answer does not say what was saved", "unknown", { idempotencyKey: made });
  }
  const failure = failureOf(elements, plural);
  return { fields: fieldsOf(reply), ...(failure === undefined ? {} : { failure }) };
}

const listOf = ({ body }: Reply, plural: string): readonly unknown[] => {
  const list = body[plural];
  return Array.isArray(list) ? list.filter((each) => typeof each === "object" && each !== null) : [];
};

const fieldsOf = ({ body, tenant, remaining }: Reply): Outcome["fields"] => ({
  ...body,
  tenant: { tenantId: tenant.id, tenantName: tenant.name },
  rateLimits: limitsOf(remaining),
});

/** The limits as an answer shows them; what Xero did not say is left out. */
function limitsOf({ minute, day, appMinute }: Remaining): Readonly<Record<string, number>> {
  const pairs = Object.entries({ minuteRemaining: minute, dayRemaining: day, appMinuteRemaining: appMinute });
  return Object.fromEntries(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

// Xero saves what it can of a list and answers 200 all the same.
function failureOf(elements: readonly unknown[], plural: string): string | undefined {
  const errors = refusedAmong(elements);
  if (errors.length === 0) return undefined;
  const refused = errors.map(({ index, messages }) => `${plural}[${index}] was not saved: ${messages.join("; ")}.`);
  const failed = new Set(errors.map(({ index }) => index));
  const saved = elements.flatMap((element, index) =>
    failed.has(index) ? [] : [`${plural}[${index}]${idOf(element, plural)}`],
  );
  const rest = saved.length === 0 ? "Nothing was saved." : `Saved, and not to be sent again: ${saved.join(", ")}.`;
  return `Xero saved ${saved.length} of ${elements.length}. ${refused.join(" ")} ${rest}`;
}

function refusedAmong(elements: readonly unknown[]): readonly ElementErrors[] {
  const said = new Map(elementErrors(elements).map(({ index, messages }) => [index, messages]));
  return elements.flatMap((element, index) => {
    const status = statusOf(element);
    const messages = said.get(index) ?? (status === "ERROR" ? ["Xero gives no reason"] : []);
    return status === "OK" || messages.length === 0 ? [] : [{ index, messages }];
  });
}

const statusOf = (element: unknown): unknown => (element as Readonly<Record<string, unknown>>).StatusAttributeString;

function idOf(element: unknown, plural: string): string {
  const id = (element as Readonly<Record<string, unknown>>)[`${plural.slice(0, -1)}ID`];
  return typeof id === "string" ? ` (${id})` : "";
}
