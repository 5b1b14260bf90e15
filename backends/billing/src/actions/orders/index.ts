/** The actions on orders, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";

export const ordersActions: readonly Action[] = [];
