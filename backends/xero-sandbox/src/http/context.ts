/** What an operation is given beside its request: the transaction it runs in, the time, the organisation, the client. */
import type { OrganisationRow } from "../database/ledger-tables.js";
import type { Db } from "../database/tables.js";

export type Context = {
  /** The transaction of this request: what a refused one wrote is undone. */
  readonly db: Db;
  /** Now, in ISO 8601 with milliseconds; the same throughout the request. */
  readonly now: string;
  /** The day of `now`. */
  readonly today: string;
  readonly organisation: OrganisationRow;
  /** The client whose token the request came with. */
  readonly clientId: string;
  /** Makes an id for something new. */
  readonly newId: () => string;
};
