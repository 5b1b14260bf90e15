/** The connections to all servers, made when first needed and replaced when a server's target or credentials change. */
import type { Permit } from "@turnpike/store";
import type { GatewaySettings } from "../settings.js";
import { HttpUpstream } from "./http-upstream.js";
import type { Upstream } from "./port.js";
import { Keeper } from "./stdio/keeper.js";
import { StdioUpstream } from "./stdio/stdio-upstream.js";

export type ServerRow = Permit["server"];

/** What lets the gateway in at a server: names and values in turn, of headers, or of variables for a command. */
export type OpenCredentials = (server: ServerRow) => Promise<readonly string[]>;

/** A connection to a server and the headers that let the gateway in. */
export type ConnectedServer = { readonly upstream: Upstream; readonly credentials: readonly string[] };

type Entry = { row: ServerRow; readonly key: string; readonly connected: Promise<ConnectedServer> };

export class Upstreams {
  readonly #byServer = new Map<string, Entry>();

  readonly settings: GatewaySettings;
  readonly openCredentials: OpenCredentials;
  readonly #report: (line: string) => void;
  readonly #keeper = new Keeper();

  constructor(settings: GatewaySettings, openCredentials: OpenCredentials, report: (line: string) => void) {
    this.settings = settings;
    this.openCredentials = openCredentials;
    this.#report = report;
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
    known?.connected.then(({ upstream }) => upstream.retire()).catch(() => undefined);
    entry.connected.catch(() => this.#byServer.delete(row.id));
    return entry.connected;
  }

  /** Ends at once what is still under way. */
  async close(): Promise<void> {
    const connected = await Promise.allSettled([...this.#byServer.values()].map((entry) => entry.connected));
    await Promise.all(
      connected.map((entry) => (entry.status === "fulfilled" ? entry.value.upstream.close() : undefined)),
    );
    await this.#keeper.close();
  }

  async #connect(row: ServerRow): Promise<ConnectedServer> {
    const credentials = await this.openCredentials(row);
    const { name: server, target } = row;
    if (target.kind === "http") {
      return { upstream: new HttpUpstream(server, new URL(target.url), this.settings), credentials };
    }
    const { settings } = this;
    const parts = { server, target, env: credentials, settings, keeper: this.#keeper, report: this.#report };
    return { upstream: new StdioUpstream(parts), credentials: [] };
  }
}
