/** Orders: from pending to active, cancelled, fraudulent or gone. */
import { clientAsUserId, filled, flag, id, noEmail, orderId, paging, text } from "../schema/input.js";
import { amounts, list, numbers, page, record, texts } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";

const item = record(numbers("relid"), texts("type producttype product domain billingcycle status"), amounts("amount"));

const order = record(
  numbers("id ordernum userid contactid requestor_id admin_requestor_id invoiceid"),
  texts("date nameservers promocode promotype promovalue paymentmethod paymentmethodname paymentstatus status"),
  texts("ipaddress fraudmodule notes name currencyprefix currencysuffix"),
  amounts("amount"),
  { lineitems: list("lineitem", item) },
);

const cancelSubscription = flag(
  "true also ends the client's recurring payment at the gateway; it goes on being charged if left out",
);

export const orderTools: readonly Tool[] = [
  tool({
    name: "whmcs_get_orders",
    title: "Get Orders",
    description:
      "Lists orders, the newest first, with their items, the invoice they made and whether it is paid (`paymentstatus`). `id` is what other tools want; `ordernum` is what clients see. Changes nothing.",
    effect: "reads",
    action: "GetOrders",
    input: {
      ...paging,
      id: orderId.optional(),
      userid: clientAsUserId.optional(),
      status: text("Pending, Active, Fraud or Cancelled").optional(),
    },
    output: { ...page, orders: list("order", order) },
  }),
  tool({
    name: "whmcs_accept_order",
    title: "Accept Order",
    description:
      "Accepts a pending order, paid or not: WHMCS does not check, so look at `paymentstatus` in whmcs_get_orders first. With autosetup the services are provisioned at once, which may cost us money; domains may be registered as the installation is set.",
    effect: "adds",
    action: "AcceptOrder",
    asksOthers: true,
    seenIn: "whmcs_get_orders, status",
    input: {
      orderid: orderId,
      serverid: id("The server to provision on: `id` in whmcs_get_servers; WHMCS chooses if left out").optional(),
      serviceusername: text("The username of the new service; WHMCS makes one if left out").optional(),
      servicepassword: filled("The password of the new service; WHMCS makes one if left out").optional(),
      registrar: text("The registrar module's system name for domains in the order").optional(),
      autosetup: flag(
        "true provisions the services now, false does not; as each product is set if left out",
      ).optional(),
      sendemail: flag("true mails the client their welcome and registration messages").optional(),
    },
    output: {},
  }),
  tool({
    name: "whmcs_cancel_order",
    title: "Cancel Order",
    description:
      "Cancels a pending order with its items and its unpaid invoice. Money already paid is not returned. The client is mailed unless noemail is true.",
    effect: "removes",
    action: "CancelOrder",
    asksOthers: true,
    seenIn: "whmcs_get_orders, status",
    input: { orderid: orderId, cancelsub: cancelSubscription.optional(), noemail: noEmail.optional() },
    output: {},
  }),
  tool({
    name: "whmcs_delete_order",
    title: "Delete Order",
    description:
      "Erases an order and its items for good; only one whose status is Cancelled or Fraud. This cannot be undone.",
    effect: "removes",
    action: "DeleteOrder",
    seenIn: "whmcs_get_orders",
    input: { orderid: orderId },
    output: {},
  }),
  tool({
    name: "whmcs_fraud_order",
    title: "Mark Order as Fraud",
    description:
      "Marks an order as fraudulent, whatever its status, with all its items; services in it are no longer delivered and its invoice is cancelled. Money already paid is not returned. An honest client loses what they bought: have a person decide.",
    effect: "removes",
    action: "FraudOrder",
    asksOthers: true,
    seenIn: "whmcs_get_orders, status",
    input: { orderid: orderId, cancelsub: cancelSubscription.optional() },
    output: {},
  }),
  tool({
    name: "whmcs_pending_order",
    title: "Set Order to Pending",
    description:
      "Sets an order and its items back to Pending, whatever their status. Services that run go on running on their servers, but count as not delivered.",
    effect: "sets",
    action: "PendingOrder",
    seenIn: "whmcs_get_orders, status",
    input: { orderid: orderId },
    output: {},
  }),
];
