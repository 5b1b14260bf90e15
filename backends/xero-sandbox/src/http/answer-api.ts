/**
 * A request to the accounting API, in order: token, address, organisation, scope, limits, body; then its operation, in
 * one transaction.
 */
import type { IncomingMessage } from "node:http";
import type { Grantee } from "../access.js";
import type { OrganisationRow } from "../database/ledger-tables.js";
import type { House } from "../house.js";
import { isAllowed } from "../scopes.js";
import { enveloped } from "./envelope.js";
import { onceUnder } from "./kept-replies.js";
import type { Operation, Reply } from "./operation.js";
import { parametersOf, readModifiedSince } from "./parameters.js";
import { readBody, readJson } from "./read-body.js";
import { forbidden, Refusal, unauthorized } from "./refusal.js";
import { type Match, matchOf } from "./routes.js";

/** A reply, and the headers about limits that go with it. */
export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object | string;
};

/** Answers a request whose path begins with `/api.xro/2.0/`; `path` is what follows. */
export async function answerApi(
  house: House,
  request: IncomingMessage,
  path: string,
  query: string,
): Promise<Answered> {
  let limitHeaders: Readonly<Record<string, string>> = {};
  try {
    if (house.isUnderMaintenance()) throw new Refusal(503, "The service is under maintenance");
    const grantee = await granteeOf(house, request.headers.authorization);
    const match = matchOf(house.operations, request.method ?? "", path);
    const organisation = await organisationOf(house, grantee, request.headers["xero-tenant-id"]);
    if (!isAllowed(grantee.scopes, match.operation.need)) throw unauthorized("AuthorizationUnsuccessful");
    const entered = house.limiter.enter(grantee.clientId, organisation.id);
    limitHeaders = entered.headers;
    if (!entered.ok) {
      throw new Refusal(429, "The rate limit is exceeded", {
        "x-rate-limit-problem": entered.problem,
        "retry-after": String(entered.retryAfterSeconds),
      });
    }
    try {
      const reply = await run(house, { request, match, query, organisation, clientId: grantee.clientId });
      return { ...reply, headers: limitHeaders };
    } finally {
      entered.leave();
    }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { status: thrown.status, headers: { ...limitHeaders, ...thrown.headers }, body: thrown.body };
  }
}

async function granteeOf({ access }: House, authorization: string | undefined): Promise<Grantee> {
  const [, bearer] = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization ?? "") ?? [];
  if (bearer === undefined) throw unauthorized("AuthenticationUnsuccessful");
  const checked = await access.checkToken(bearer);
  if (checked.ok) return checked.grantee;
  if (checked.reason === "expired") {
    throw unauthorized(`TokenExpired: token expired at ${writeExpiry(checked.at)}`);
  }
  throw unauthorized("AuthenticationUnsuccessful");
}

/** `MM/DD/YYYY hh:mm:ss`, as Xero writes it. */
function writeExpiry(at: Date): string {
  const [year, month, day, time] = at.toISOString().slice(0, 19).split(/[-T]/);
  return `${month}/${day}/${year} ${time}`;
}

async function organisationOf({ db }: House, { tenants }: Grantee, header: unknown): Promise<OrganisationRow> {
  const id = typeof header === "string" ? header.trim().toLowerCase() : "";
  const organisation = tenants.includes(id)
    ? await db.selectFrom("organisations").selectAll().where("id", "=", id).executeTakeFirst()
    : undefined;
  if (organisation === undefined) throw forbidden("AuthenticationUnsuccessful");
  return organisation;
}

type Run = {
  readonly request: IncomingMessage;
  readonly match: Match;
  readonly query: string;
  readonly organisation: OrganisationRow;
  readonly clientId: string;
};

async function run({ db, now, newId }: House, { request, match, query, organisation, clientId }: Run): Promise<Reply> {
  const bytes = await readBody(request);
  const { operation, id } = match;
  const isRead = operation.method === "GET";
  const asked = {
    parameters: parametersOf(new URLSearchParams(query)),
    id,
    modifiedSince: readModifiedSince(request.headers["if-modified-since"]),
    // Clients send an empty object with a GET.
    body: isRead ? undefined : readJson(bytes),
  };
  const at = now().toISOString();
  const transaction = db.transaction().setAccessMode(isRead ? "read only" : "read write");
  return await transaction.execute(async (tx) => {
    const context = { db: tx, now: at, today: at.slice(0, 10), organisation, clientId, newId };
    const answer = async () => enveloped(await operation.answer(context, asked), at);
    return await onceUnder(
      context,
      isRead ? undefined : keyOf(request),
      requested(operation, id, query, bytes),
      answer,
    );
  });
}

function keyOf({ headers }: IncomingMessage): string | undefined {
  const key = headers["idempotency-key"];
  return typeof key === "string" ? key : key?.join(", ");
}

function requested({ name }: Operation, id: string, query: string, body: Buffer): readonly (string | Buffer)[] {
  return [name, id, query, body];
}
