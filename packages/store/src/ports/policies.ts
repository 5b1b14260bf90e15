/** Policies: named documents on one server. A version, once saved, never changes; the newest one is in force. */

export type Policy = {
  readonly id: string;
  readonly server: string;
  readonly name: string;
  /** The version in force; the first is 1. */
  readonly version: number;
  readonly createdAt: number;
  /** When the version in force was saved. */
  readonly savedAt: number;
};

export type PolicyVersion = { readonly version: number; readonly document: string; readonly createdAt: number };

export interface Policies {
  /**
   * A new policy, or a new version where the server has one of this name; with `unlessInForce` none where the version in
   * force is this text already. Faults: `not_found` (server), `name_malformed`.
   */
  save(policy: {
    readonly server: string;
    readonly name: string;
    readonly document: string;
    readonly unlessInForce?: boolean;
  }): Promise<Policy>;
  /** In the order of their names. */
  list(server: string): Promise<readonly Policy[]>;
  /** Fault: `not_found`. */
  get(id: string): Promise<Policy>;
  /** Newest first. Fault: `not_found`. */
  history(id: string): Promise<readonly PolicyVersion[]>;
}
