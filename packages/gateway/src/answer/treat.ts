/** Answers lose what this grant may not see, and go as they came where there is nothing of it. */
import { filters } from "@turnpike/policy";
import { UpstreamFailure } from "../incoming.js";
import type { LiveGrant } from "../live-grants.js";
import type { ListPage } from "../shown-lists.js";
import type { Gateway, Reserved } from "../stages.js";
import { declaredTo } from "./declared.js";
import { namesHidden, switchedOff } from "./hidden.js";
import { filterList } from "./lists.js";
import { tellableAnswer, tellableCompletion } from "./told.js";
import { seesIn } from "./visible.js";

/**
 * What the agent gets instead of an answer: a list loses what this grant may not see, and what the
 * server declares loses what the policy switches off, other answers what names or points to what is hidden. Throws an UpstreamFailure when it cannot be read without doubt.
 */
export function treat(reserved: Reserved, text: string, gateway: Gateway): string | undefined {
  const { message } = reserved;
  if (message.method === "initialize" || message.method === "server/discover") {
    return declared(text, reserved.grant, gateway);
  }
  if (message.entry.kind !== "list") {
    const tellable =
      message.method === "completion/complete"
        ? tellableCompletion(text, reserved, gateway)
        : tellableAnswer(text, reserved, gateway);
    return tellable === text ? undefined : tellable;
  }
  const { grant } = reserved;
  const result = readList(text, message.method, grant, gateway);
  const page = gateway.pages.of(grant.server.id, text, result.list.entries);
  if (message.method === "tools/list") {
    gateway.mirrored.learn(grant.server.id, page, text, result.list.entries);
  }
  gateway.knownLists.learn(grant, message, mostTtlMs(grant), { text, shown: result.text, id: result.list.id, page });
  note(page, reserved, gateway);
  return result.text === text ? undefined : result.text;
}

/** What the agent gets, in pieces, of a list that is the same as one before, which need not be read; undefined when it is not. */
export function treatKnown(reserved: Reserved, answer: Buffer, gateway: Gateway): readonly Buffer[] | undefined {
  const { message, grant } = reserved;
  const known = gateway.knownLists.find(grant, message, mostTtlMs(grant), answer);
  if (known !== undefined) {
    gateway.pages.again(grant.server.id, known.page);
    note(known.page, reserved, gateway);
  }
  return known?.pieces;
}

function note(page: ListPage, { session, grant, message }: Reserved, gateway: Gateway): void {
  const { lists } = session ?? gateway.sessions.sessionless(grant.grant.id);
  lists.note(message.method, page, message.firstPage, seesIn(grant, gateway));
}

/** Filters whatever list a message of the server holds. */
export function filtered(text: string, { grant }: Pick<Reserved, "grant">, gateway: Gateway): string | undefined {
  const result = readList(text, undefined, grant, gateway);
  return result.text === text ? undefined : result.text;
}

function readList(text: string, method: string | undefined, grant: LiveGrant, gateway: Pick<Gateway, "tasks">) {
  const result = filterList(text, method, seesIn(grant, gateway), mostTtlMs(grant));
  if (!result.ok) {
    throw notReadable("list from", grant, result.message);
  }
  return result;
}

function declared(text: string, grant: LiveGrant, gateway: Gateway): string | undefined {
  const without = switchedOff(grant.compiled);
  const tells = (instructions: string) => namesHidden(instructions, grant, gateway.pages);
  if (!filters(grant.compiled)) {
    return undefined;
  }
  const result = declaredTo(text, { without, tells, mostTtlMs: mostTtlMs(grant) });
  if (!result.ok) {
    throw notReadable("declaration of", grant, result.message);
  }
  return result.text === text ? undefined : result.text;
}

/** A policy edit counts at once here, so nobody may rely on a list for long, nor beyond the grant itself. */
function mostTtlMs({ grant: { expiresAt } }: LiveGrant): number {
  return Math.max(0, Math.min(MOST_TTL_MS, (expiresAt ?? Number.POSITIVE_INFINITY) - Date.now()));
}

const MOST_TTL_MS = 60_000;

function notReadable(what: string, { server }: LiveGrant, why: string): UpstreamFailure {
  const message = `the ${what} the server \`${server.name}\` cannot be read without doubt: ${why}`;
  return new UpstreamFailure("broken", 502, message, "answer not readable");
}
