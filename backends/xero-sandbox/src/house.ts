/** What every request is given by the one who opened the sandbox. */
import type { Kysely } from "kysely";
import type { Access } from "./access.js";
import type { Tables } from "./database/tables.js";
import type { Operation } from "./http/operation.js";
import type { Limiter } from "./limits/limiter.js";

export type House = {
  readonly db: Kysely<Tables>;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly access: Access;
  readonly limiter: Limiter;
  readonly operations: readonly Operation[];
  /** While it is, every request to the accounting API is answered with 503. */
  readonly isUnderMaintenance: () => boolean;
  /** Told of every fault that is ours. */
  readonly report: (fault: unknown) => void;
};
