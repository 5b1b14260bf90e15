/** What a call of Xero is, what comes of it, and how long it may take. */
import type { AccountingApi } from "xero-node";
import type { Tenant } from "../access/access.js";
import type { Remaining } from "./rate.js";
import type { Body } from "./reply.js";

/** One call. A signal ends the waiting; a change that was sent is seen to the end of that attempt. */
export type XeroCall = {
  /** Until when to try, on the clock's time. */
  readonly deadline: number;
  /** Name or id of the organisation; left out, the one that the sign-in or the configuration means. */
  readonly tenant?: string | undefined;
  readonly signal?: AbortSignal | undefined;
} & (
  | { readonly kind: "read"; readonly ask: (api: AccountingApi, tenantId: string) => Promise<unknown> }
  | {
      readonly kind: "change";
      /** Made up when left out. */
      readonly idempotencyKey?: string | undefined;
      readonly ask: (api: AccountingApi, tenantId: string, idempotencyKey: string) => Promise<unknown>;
    }
);

/** What Xero gave, of which organisation, and what it allows from here on. */
export type Reply = {
  readonly tenant: Tenant;
  readonly body: Body;
  readonly remaining: Remaining;
  /** The key that was made up for a change whose caller gave none. */
  readonly idempotencyKey: string | undefined;
};

/** How long and how much; the defaults are for real use, where clients wait a minute. */
export type Bounds = {
  readonly callMs: number;
  readonly attemptMs: number;
  readonly retryDelaysMs: readonly number[];
  /** How long to wait for a limit to lift before the caller is told to come again. */
  readonly maxWaitMs: number;
  readonly maxAnswerBytes: number;
};
