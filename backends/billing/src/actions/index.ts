/** Every action, by its name in lower case, since callers write names as they like. */
import type { Action } from "../declare/action.js";
import { billingActions } from "./billing/index.js";
import { catalogueActions } from "./catalogue/index.js";
import { clientsActions } from "./clients/index.js";
import { domainsActions } from "./domains/index.js";
import { ordersActions } from "./orders/index.js";
import { supportActions } from "./support/index.js";
import { systemActions } from "./system/index.js";

export const actions: ReadonlyMap<string, Action> = new Map(
  [
    ...billingActions,
    ...clientsActions,
    ...catalogueActions,
    ...ordersActions,
    ...domainsActions,
    ...supportActions,
    ...systemActions,
  ].map((action) => [action.name.toLowerCase(), action]),
);
