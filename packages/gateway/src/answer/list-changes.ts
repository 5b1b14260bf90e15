/**
 * Notices that a list changed. The server's is passed on when the list that this grant sees is another than its agent
 * was last shown: the list is asked for again, as the agent would, and compared. Where that cannot be told (the agent
 * was shown no list, the server does not answer in time) the notice passes: it names nothing.
 *
 * A policy edit changes lists too, of which the server knows nothing: then the notice is the gateway's own.
 */
import { isJsonObject, type JsonObject, readJson } from "@turnpike/json";
import type { LiveGrant } from "../live-grants.js";
import type { RequestId } from "../refusal.js";
import type { Session } from "../sessions.js";
import type { ListPage, ShownLists } from "../shown-lists.js";
import type { Gateway, Reserved } from "../stages.js";
import { relist } from "./relist.js";
import { seesIn } from "./visible.js";

/** The capability that declares changes of a list, the flag that subscribes to them, and what lists are meant. */
type Kind = { readonly capability: string; readonly flag: string; readonly lists: readonly string[] };

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ["notifications/tools/list_changed", { capability: "tools", flag: "toolsListChanged", lists: ["tools/list"] }],
  [
    "notifications/prompts/list_changed",
    { capability: "prompts", flag: "promptsListChanged", lists: ["prompts/list"] },
  ],
  [
    "notifications/resources/list_changed",
    {
      capability: "resources",
      flag: "resourcesListChanged",
      lists: ["resources/list", "resources/templates/list"],
    },
  ],
]);

export function isListChange(method: string): boolean {
  return KINDS.has(method);
}

/** Whether the server's notice says something about what this agent sees. */
export async function tellsOfChange(
  method: string,
  reserved: Reserved,
  session: Session | undefined,
  shown: ShownLists,
  gateway: Gateway,
): Promise<boolean> {
  const lists = (KINDS.get(method)?.lists ?? []).filter((list) => shown.has(list));
  if (lists.length === 0) {
    return true;
  }
  const now = await Promise.all(lists.map((list) => relist(list, reserved, session, gateway)));
  const sees = seesIn(reserved.grant, gateway);
  let changed = false;
  for (const [at, list] of lists.entries()) {
    const pages: readonly ListPage[] | undefined = now[at];
    changed = pages === undefined || shown.changedTo(list, pages, sees) || changed;
  }
  return changed;
}

/** The notices that an edit of the policy calls for on a stream, each as the text of a message. */
export function noticesOfEdit(
  grant: LiveGrant,
  shown: ShownLists,
  announces: Announces,
  gateway: Pick<Gateway, "tasks">,
): readonly string[] {
  const sees = seesIn(grant, gateway);
  return [...KINDS].flatMap(([method, { lists }]) => {
    const changed = lists.filter((list) => shown.changedBy(list, sees)).length > 0;
    return changed && announces.methods.has(method) ? [noticeOf(method, announces.subscription)] : [];
  });
}

/** The notices that may be sent on a stream: those the server declared, or the agent subscribed to. */
export type Announces = { readonly methods: ReadonlySet<string>; readonly subscription: RequestId | undefined };

/** The notices that a server declares in its answer to `initialize`. */
export function declaredChanges(capabilities: unknown): ReadonlySet<string> {
  const declared = (capability: string) => {
    const each = isObject(capabilities) ? capabilities[capability] : undefined;
    return isObject(each) && each.listChanged === true;
  };
  return new Set([...KINDS].filter(([, { capability }]) => declared(capability)).map(([method]) => method));
}

/** The notices that `notifications/subscriptions/acknowledged` promises. */
export function acknowledgedChanges(text: string): ReadonlySet<string> {
  const read = readJson(text);
  const params = read.ok && isJsonObject(read.value) ? read.value.params : undefined;
  const granted = isJsonObject(params) ? params.notifications : undefined;
  return new Set(
    [...KINDS].filter(([, { flag }]) => isObject(granted) && granted[flag] === true).map(([method]) => method),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function noticeOf(method: string, subscription: RequestId | undefined): string {
  const params = subscription === undefined ? {} : { params: { _meta: { [SUBSCRIPTION_KEY]: subscription } } };
  return JSON.stringify({ jsonrpc: "2.0", method, ...params });
}

const SUBSCRIPTION_KEY = "io.modelcontextprotocol/subscriptionId";
