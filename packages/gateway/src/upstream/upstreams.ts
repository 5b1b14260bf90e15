/** The connections to all servers, made when first needed and replaced when a server's target or credentials change. */
import type { Permit } from "@turnpike/store";
import type { GatewaySettings } from "../settings.js";
import { HttpUpstream } from "./http-upstream.js";

export type ServerRow = Permit["server"];

/** What lets the gateway in at a server: header names and values in turn. */
export type OpenCredentials = (server: ServerRow) => Promise<readonly string[]>;

/** A server's connections and the headers that let the gateway in. */
export type ConnectedServer = { readonly http: HttpUpstream; readonly credentials: readonly string[] };

type Entry = { row: ServerRow; readonly key: string; readonly connected: Promise<ConnectedServer> };

export class Upstreams {
  readonly #byServer = new Map<string, Entry>();

  readonly settings: GatewaySettings;
  readonly openCredentials: OpenCredentials;

  constructor(settings: GatewaySettings, openCredentials: OpenCredentials) {
    this.settings = settings;
    this.openCredentials = openCredentials;
  }

  /** Rejects when the credentials cannot be opened; the next call tries again. */
  of(row: ServerRow): Promise<ConnectedServer> {
    const known = this.#byServer.get(row.id);
    if (known?.row === row) {
      return known.connected;
    }
    const key = JSON.stringify([row.name, row.target, row.credentials]);
    if (known?.key === key) {
      known.row = row;
      return known.connected;
    }
    const entry: Entry = { row, key, connected: this.#connect(row) };
    this.#byServer.set(row.id, entry);
    known?.connected.then(({ http }) => http.retire()).catch(() => undefined);
    entry.connected.catch(() => this.#byServer.delete(row.id));
    return entry.connected;
  }

  /** Ends at once what is still under way. */
  async close(): Promise<void> {
    const connected = await Promise.allSettled([...this.#byServer.values()].map((entry) => entry.connected));
    await Promise.all(connected.map((entry) => (entry.status === "fulfilled" ? entry.value.http.close() : undefined)));
  }

  async #connect(row: ServerRow): Promise<ConnectedServer> {
    const credentials = await this.openCredentials(row);
    return { http: new HttpUpstream(row.name, new URL(row.target.url), this.settings), credentials };
  }
}
