/** FraudOrder. */
import {
  cancelInvoiceOf,
  cancelSubscriptions,
  setOrderStatus,
  subscriptionNotCancelled,
} from "../../books/order/change.js";
import { orderOf } from "../../books/order/find.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";

const notFound = "Order ID Not Found";

export const fraudOrder = action({
  name: "FraudOrder",
  area: "orders",
  description: "Mark an order and all of it as fraud, and cancel its invoice while that is to be paid",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    orderid: param.required(param.id("The order that is fraud", notFound), notFound),
    cancelsub: param.bool("Whether the subscriptions by which it is paid are ended at the gateway"),
  },
  response: {},
  errors: [notFound, subscriptionNotCancelled],
  example: { request: { orderid: 1, cancelsub: false }, response: {} },
  async run(context, { orderid, cancelsub }) {
    const order = await orderOf(context.db, orderid, notFound);
    await context.hook("FraudOrder", { orderid });
    if (cancelsub === true) await cancelSubscriptions(context, order);
    await setOrderStatus(context, order, "Fraud");
    await cancelInvoiceOf(context, order);
    await context.log(`Order Status set to Fraud - Order ID: ${orderid}`, order.client_id);
    return {};
  },
});
