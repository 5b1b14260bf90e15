/** DeleteOrder. */
import { deleteOrderAndItems } from "../../books/order/change.js";
import { orderOf } from "../../books/order/find.js";
import { isOn } from "../../books/settings.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const notFound = "Order ID not found";
const wrongStatus = "The order status must be in Cancelled or Fraud to be deleted";

export const deleteOrder = action({
  name: "DeleteOrder",
  area: "orders",
  description: "Delete an order that is cancelled or fraud, with what was ordered; its invoice stays",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: { orderid: param.required(param.id("The order to delete", notFound), notFound) },
  response: {},
  errors: [notFound, wrongStatus],
  example: { request: { orderid: 2 }, response: {} },
  async run(context, { orderid }) {
    const order = await orderOf(context.db, orderid, notFound);
    const hasEnded = order.status === "Cancelled" || order.status === "Fraud";
    if (!hasEnded && !isOn(context.settings.DeleteAnyOrder)) throw refuse(wrongStatus);
    await context.hook("DeleteOrder", { orderid });
    await deleteOrderAndItems(context, order);
    await context.log(`Deleted Order - Order ID: ${orderid}`, order.client_id);
    return {};
  },
});
