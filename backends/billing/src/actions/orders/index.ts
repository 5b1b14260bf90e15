/** The actions on orders, and on the servers that run what was ordered, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";
import { acceptOrder } from "./accept-order.js";
import { addOrder } from "./add-order.js";
import { cancelOrder } from "./cancel-order.js";
import { deleteOrder } from "./delete-order.js";
import { fraudOrder } from "./fraud-order.js";
import { getOrders } from "./get-orders.js";
import { getServers } from "./get-servers.js";
import { moduleChangePassword, moduleChangePw } from "./module-change-pw.js";
import { moduleCreate } from "./module-create.js";
import { moduleSuspend } from "./module-suspend.js";
import { moduleTerminate } from "./module-terminate.js";
import { moduleUnsuspend } from "./module-unsuspend.js";
import { pendingOrder } from "./pending-order.js";

export const ordersActions: readonly Action[] = [
  acceptOrder,
  addOrder,
  cancelOrder,
  deleteOrder,
  fraudOrder,
  getOrders,
  getServers,
  moduleChangePassword,
  moduleChangePw,
  moduleCreate,
  moduleSuspend,
  moduleTerminate,
  moduleUnsuspend,
  pendingOrder,
];
