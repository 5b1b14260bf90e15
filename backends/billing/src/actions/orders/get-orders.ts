/** GetOrders. */
import { lineItemsOf } from "../../books/order/line-items.js";
import { type Renewed, readRenewals } from "../../books/order/renewals.js";
import { keptCount, page } from "../../database/list.js";
import type { Db } from "../../database/tables.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { exampleOrder } from "./get-orders-example.js";

const statuses = ["Pending", "Active", "Fraud", "Cancelled"] as const;

export const getOrders = action({
  name: "GetOrders",
  area: "orders",
  description: "Obtain the orders that match the passed criteria, the newest first",
  kind: "read",
  history: { "1.0": "Initial Version", "8.0": "requestor_id" },
  parameters: {
    limitstart: param.count("The offset for the returned orders (default: 0)"),
    limitnum: param.count("The number of orders to return (default: 25)"),
    id: param.int("The order with this ID"),
    userid: param.int("Orders of this client"),
    requestor_id: param.int("Orders that this user placed"),
    status: param.choice(statuses.join(", "), statuses),
  },
  response: {
    totalresults: field.int("How many orders there are"),
    startnumber: field.int("The offset of the first one"),
    numreturned: field.int("How many are in this answer"),
    orders: field.list("order", "The orders", {
      id: field.int("The ID of the order"),
      ordernum: field.int("The number by which the client knows it"),
      userid: field.int("Its client"),
      contactid: field.idOrZero("The contact who ordered"),
      requestor_id: field.idOrZero("The user who ordered"),
      admin_requestor_id: field.idOrZero("The administrator who ordered"),
      date: field.moment("When it was placed"),
      nameservers: field.text("Nameservers for its domains, separated by commas"),
      transfersecret: field.text("Kept for old orders, empty"),
      renewals: field.text("The domains it renews and for how many years: 1=2,5=1"),
      renewalsByType: field.object("What it renews", {
        domains: field.texts("IDs of domains"),
        services: field.texts("IDs of services"),
        addons: field.texts("IDs of addons of services"),
      }),
      promocode: field.text("The promotion that was used"),
      promotype: field.text("Its type"),
      promovalue: field.text("Its value"),
      orderdata: field.text("Kept for old orders, empty"),
      amount: field.money("What it comes to"),
      paymentmethod: field.text("The payment method in system format"),
      invoiceid: field.idOrZero("Its invoice; 0 when there is none"),
      status: field.text(statuses.join(", ")),
      ipaddress: field.text("The address it was ordered from"),
      fraudmodule: field.text("What checked it for fraud"),
      fraudoutput: field.text("What that found"),
      notes: field.text("Notes for administrators"),
      paymentmethodname: field.text("The name of the payment method"),
      paymentstatus: field.text("The status of its invoice; empty when there is none"),
      name: field.text("The client's name"),
      currencyprefix: field.text("What stands before an amount"),
      currencysuffix: field.text("What stands after an amount"),
      frauddata: field.text("The same as fraudoutput"),
      validationdata: field.text("Kept for old orders, empty"),
      lineitems: field.list("lineitem", "What was ordered", {
        type: field.text("product, addon, domain or renewal"),
        relid: field.int("The service, addon of a service, or domain"),
        producttype: field.text("The kind of product, Addon or Domain"),
        product: field.text("The group and name of the product, the addon, or what is done with the domain"),
        domain: field.text("The domain it is for"),
        billingcycle: field.text("How often it is billed"),
        amount: field.money("What was paid for it first"),
        status: field.text("Its status"),
      }),
    }),
  },
  errors: [],
  example: {
    request: { id: 1 },
    response: { totalresults: 1, startnumber: 0, numreturned: 1, orders: { order: [exampleOrder] } },
  },
  async run({ db }, input) {
    const { rows, ...counts } = await page(db, matching(db, input), input, await kept(db, input));
    const orders = [];
    for (const row of rows) orders.push({ ...row, ...written(row), lineitems: await lineItemsOf(db, row) });
    return { ...counts, orders };
  },
});

type Input = {
  readonly id?: number | undefined;
  readonly userid?: number | undefined;
  readonly requestor_id?: number | undefined;
  readonly status?: (typeof statuses)[number] | undefined;
};

function matching(db: Db, { id, userid, requestor_id: requestor, status }: Input) {
  let query = db
    .selectFrom("orders")
    .innerJoin("clients", "clients.id", "orders.client_id")
    .innerJoin("currencies", "currencies.id", "clients.currency_id")
    .leftJoin("invoices", "invoices.id", "orders.invoice_id")
    .leftJoin("payment_methods", "payment_methods.module", "orders.payment_method")
    .selectAll("orders")
    .select(["clients.firstname", "clients.lastname", "currencies.prefix", "currencies.suffix"])
    .select(["invoices.status as invoice_status", "payment_methods.display_name"])
    .orderBy("orders.id", "desc");
  if (id !== undefined) query = query.where("orders.id", "=", id);
  if (userid !== undefined) query = query.where("orders.client_id", "=", userid);
  if (requestor !== undefined) query = query.where("orders.requestor_user_id", "=", requestor);
  if (status !== undefined) query = query.where("orders.status", "=", status);
  return query;
}

async function kept(db: Db, { id, userid, requestor_id: requestor, status }: Input): Promise<number | undefined> {
  return id === undefined && requestor === undefined
    ? await keptCount(db, "orders", { client_id: userid, status })
    : undefined;
}

const idsOf = (renewed: readonly Renewed[]) => renewed.map(({ id }) => String(id));

type OrderRow = Awaited<ReturnType<ReturnType<typeof matching>["executeTakeFirstOrThrow"]>>;

function written(row: OrderRow) {
  const { domains, services, addons } = readRenewals(row.renewals);
  return {
    ordernum: Number(row.number),
    userid: row.client_id,
    contactid: row.contact_id,
    requestor_id: row.requestor_user_id,
    admin_requestor_id: row.requestor_admin_id,
    transfersecret: row.transfer_secret,
    renewals: domains.map(({ id, years }) => `${id}=${years}`).join(","),
    renewalsByType: { domains: idsOf(domains), services: idsOf(services), addons: idsOf(addons) },
    promocode: row.promo_code,
    promotype: row.promo_type,
    promovalue: row.promo_value,
    orderdata: row.order_data,
    paymentmethod: row.payment_method,
    invoiceid: row.invoice_id,
    ipaddress: row.ip_address,
    fraudmodule: row.fraud_module,
    fraudoutput: row.fraud_output,
    paymentmethodname: row.display_name ?? row.payment_method,
    paymentstatus: row.invoice_status ?? "",
    name: `${row.firstname} ${row.lastname}`,
    currencyprefix: row.prefix,
    currencysuffix: row.suffix,
    frauddata: row.fraud_output,
    validationdata: "",
  };
}
