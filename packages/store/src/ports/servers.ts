/** Upstream servers: where calls go, and what is sent along to be let in there. */

import type { Sealed } from "./vault.js";

/** How a server is reached. What is secret about it is among its sealed credentials, not here. */
export type Target = HttpTarget | StdioTarget;

export type HttpTarget = { readonly kind: "http"; readonly url: string };

/** A command, run without a shell. `cwd` is absolute; of what it gets in its environment only the names are told here. */
export type StdioTarget = {
  readonly kind: "stdio";
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: readonly string[];
};

export type Server = {
  readonly id: string;
  /** Unique among the servers that were not removed; `[a-z0-9-]{1,63}`. */
  readonly name: string;
  readonly target: Target;
  readonly credentials: Sealed | null;
  /** Epoch milliseconds, as every time in the ports. */
  readonly createdAt: number;
};

/** The id comes from `newId("server")`, so that credentials can be sealed for it before it is added. */
export type NewServer = Pick<Server, "id" | "name" | "target" | "credentials">;

export interface Servers {
  /** Faults: `name_taken`, `name_malformed`. */
  add(server: NewServer): Promise<Server>;
  /** In the order of their names. */
  list(): Promise<readonly Server[]>;
  /** Fault: `not_found`. */
  get(id: string): Promise<Server>;
  /** Forgets the credentials and revokes the server's grants; the log stays as it is. Fault: `not_found`. */
  remove(id: string): Promise<void>;
}
