/**
 * What an agent has been shown of its server's lists, so that it is told of a change when the list that it sees
 * changed, and not otherwise. Kept are names and digests of all entries, of those that were cut out too: when the
 * policy changes, the list that the agent would see now is known without asking the server.
 *
 * Pages are shared: a thousand sessions that were shown the same page keep it once.
 */
import { hash } from "node:crypto";
import type { ListedKind } from "./methods.js";

export type ListEntry = { readonly kind: ListedKind; readonly name: string; readonly digest: string };
export type ListPage = readonly ListEntry[];
/** Whether an entry may be seen. */
export type Sees = (kind: ListedKind, name: string) => boolean;

const MOST_PAGES = 512;

type Unseen = { readonly serverId: string; readonly version: number; readonly names: ReadonlySet<string> };

/** Pages by their content, the least recently shown first, and so every name that is known of a server. */
export class Pages {
  readonly #unseen = new WeakMap<object, Unseen>();
  /** Counts the pages that were new. */
  #version = 0;
  readonly #byKey = new Map<string, { readonly serverId: string; readonly page: ListPage }>();
  readonly #keys = new WeakMap<ListPage, string>();

  /** The page of this text; `entries` are where in it each stands. */
  of(
    serverId: string,
    text: string,
    entries: readonly {
      readonly kind: ListedKind;
      readonly name: string;
      readonly start: number;
      readonly end: number;
    }[],
  ): ListPage {
    const from = entries[0]?.start ?? 0;
    const key = `${serverId} ${digestOf(text.slice(from, entries.at(-1)?.end ?? from))}`;
    const page =
      this.#byKey.get(key)?.page ??
      entries.map(({ kind, name, start, end }) => entryOf(kind, name, text.slice(start, end)));
    this.#keep(key, serverId, page);
    return page;
  }

  /** A page that was shown again, without another look at its text. */
  again(serverId: string, page: ListPage): void {
    const key = this.#keys.get(page);
    if (key !== undefined) {
      this.#keep(key, serverId, page);
    }
  }

  #keep(key: string, serverId: string, page: ListPage): void {
    this.#version += this.#byKey.delete(key) ? 0 : 1;
    this.#byKey.set(key, { serverId, page });
    this.#keys.set(page, key);
    for (const oldest of this.#byKey.keys()) {
      if (this.#byKey.size <= MOST_PAGES) {
        break;
      }
      this.#byKey.delete(oldest);
    }
  }

  /** Names that lists have shown this server to have and that a policy does not show; worked out once a policy. */
  unseen(serverId: string, policy: object, sees: Sees): ReadonlySet<string> {
    const kept = this.#unseen.get(policy);
    if (kept?.serverId === serverId && kept.version === this.#version) {
      return kept.names;
    }
    const names = new Set<string>();
    for (const each of this.#byKey.values()) {
      for (const { kind, name } of each.serverId === serverId ? each.page : []) {
        if (kind !== "task" && !sees(kind, name)) {
          names.add(name);
        }
      }
    }
    this.#unseen.set(policy, { serverId, version: this.#version, names });
    return names;
  }
}

/** A copy of the name, since a slice would keep the whole answer in memory. */
function entryOf(kind: ListedKind, name: string, written: string): ListEntry {
  return { kind, name: Buffer.from(name).toString(), digest: digestOf(written) };
}

function digestOf(text: string): string {
  return hash("sha1", text, "base64url");
}

/** Pages, and by what policy they were shown: what the agent saw of them is worked out when something is compared to it. */
type Shown = { readonly pages: readonly ListPage[]; readonly sees: Sees };

/** What one agent has been shown, by the method that lists it. */
export class ShownLists {
  readonly #byMethod = new Map<string, Shown>();
  /** Streams of agents that share a grant: each keeps what its agent was shown first. */
  readonly #watchers = new Set<ShownLists>();

  /** Notes a page that goes to the agent; the first one begins the list anew. */
  note(method: string, page: ListPage, first: boolean, sees: Sees): void {
    const pages = first ? [page] : [...(this.#byMethod.get(method)?.pages ?? []), page];
    this.#byMethod.set(method, { pages, sees });
    for (const watcher of this.#watchers) {
      const own = watcher.#byMethod.get(method);
      if (own === undefined || !first) {
        watcher.note(method, page, first, sees);
      }
    }
  }

  has(method: string): boolean {
    return this.#byMethod.has(method);
  }

  /** Whether the list of these pages is another than the agent was last shown or told of; from now on it is told. */
  changedTo(method: string, pages: readonly ListPage[], sees: Sees): boolean {
    const before = this.#byMethod.get(method);
    this.#byMethod.set(method, { pages, sees });
    return before === undefined || seen(before.pages, before.sees) !== seen(pages, sees);
  }

  /** Whether the agent sees another list now, though the server's is the same: its policy was edited. */
  changedBy(method: string, sees: Sees): boolean {
    const shown = this.#byMethod.get(method);
    return shown !== undefined && this.changedTo(method, shown.pages, sees);
  }

  /** A copy for one stream, which goes on to hear of lists that its agent had not been shown. */
  watch(): ShownLists {
    const watcher = new ShownLists();
    for (const [method, shown] of this.#byMethod) {
      watcher.#byMethod.set(method, shown);
    }
    this.#watchers.add(watcher);
    return watcher;
  }

  unwatch(watcher: ShownLists): void {
    this.#watchers.delete(watcher);
  }
}

function seen(pages: readonly ListPage[], sees: Sees): string {
  const visible = pages.flatMap((page) => page.filter(({ kind, name }) => sees(kind, name)));
  return visible.map(({ digest }) => digest).join(" ");
}
