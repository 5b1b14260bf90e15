/** The actions on orders, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";
import { acceptOrder } from "./accept-order.js";
import { addOrder } from "./add-order.js";

export const ordersActions: readonly Action[] = [acceptOrder, addOrder];
