/** CancelOrder. */
import {
  cancelInvoiceOf,
  cancelSubscriptions,
  setOrderStatus,
  subscriptionNotCancelled,
} from "../../books/order/change.js";
import { orderOf } from "../../books/order/find.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";
import { queueMail } from "../../mail/queue-mail.js";

const notPending = "Order ID not found or Status not Pending";

export const cancelOrder = action({
  name: "CancelOrder",
  area: "orders",
  description: "Cancel a pending order, what of it is pending, and its invoice while that is to be paid",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    orderid: param.required(param.id("The order to cancel", notPending), notPending),
    cancelsub: param.bool("Whether the subscriptions by which it is paid are ended at the gateway"),
    noemail: param.bool("Whether the client is not told"),
  },
  response: {},
  errors: [notPending, subscriptionNotCancelled],
  example: { request: { orderid: 1, cancelsub: false, noemail: true }, response: {} },
  async run(context, { orderid, cancelsub, noemail }) {
    const order = await orderOf(context.db, orderid, notPending);
    if (order.status !== "Pending") throw refuse(notPending);
    await context.hook("CancelOrder", { orderid });
    if (cancelsub === true) await cancelSubscriptions(context, order);
    await setOrderStatus(context, order, "Cancelled", { from: "Pending" });
    await cancelInvoiceOf(context, order);
    await context.log(`Order Status set to Cancelled - Order ID: ${orderid}`, order.client_id);
    if (noemail === true) return {};
    await queueMail(context, {
      template: "Order Cancelled",
      to: { clientId: order.client_id },
      related: { type: "general", id: order.client_id },
      fields: { order_number: order.number, order_id: String(order.id) },
    });
    return {};
  },
});
