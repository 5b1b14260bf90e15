/** What the groups of operations share: the connection, the organisation that they are for, and the time. */

import type { Connection } from "./connection.js";

export type Scope = {
  readonly connection: Connection;
  readonly organisation: { readonly number: number; readonly id: string };
  /** Epoch milliseconds. */
  readonly clock: () => number;
};
