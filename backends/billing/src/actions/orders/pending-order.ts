/** PendingOrder. */
import { setOrderStatus } from "../../books/order/change.js";
import { orderOf } from "../../books/order/find.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";

const notFound = "Order ID Not Found";

export const pendingOrder = action({
  name: "PendingOrder",
  area: "orders",
  description: "Set an order, and all of it, back to pending; its invoice stays as it is",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: { orderid: param.required(param.id("The order to set back", notFound), notFound) },
  response: {},
  errors: [notFound],
  example: { request: { orderid: 1 }, response: {} },
  async run(context, { orderid }) {
    const order = await orderOf(context.db, orderid, notFound);
    await context.hook("PendingOrder", { orderid });
    await setOrderStatus(context, order, "Pending");
    await context.log(`Order Status set to Pending - Order ID: ${orderid}`, order.client_id);
    return {};
  },
});
