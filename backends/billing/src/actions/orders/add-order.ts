/** AddOrder. */
import { automateOrder } from "../../books/automation.js";
import { type Client, clientOf } from "../../books/client.js";
import { createInvoice, type NewLine } from "../../books/invoice/create.js";
import type { Invoice } from "../../books/invoice/find.js";
import { settle } from "../../books/invoice/status.js";
import { taxRulesFor } from "../../books/invoice/tax-rules.js";
import { addonInvalid, serviceNotOwned } from "../../books/order/addon.js";
import { domainNotOffered, notADomain } from "../../books/order/domain.js";
import { newOrderNumber } from "../../books/order/number.js";
import { badChoice } from "../../books/order/options.js";
import { isDiscounted } from "../../books/order/ordering.js";
import { cycleNotOffered, notPriced } from "../../books/order/prices.js";
import { type Promotion, usablePromotion } from "../../books/order/promotion.js";
import {
  addonNotRenewable,
  domainNotOwned,
  domainNotRenewable,
  serviceNotRenewable,
} from "../../books/order/renewals.js";
import { outOfStock, productNotFound } from "../../books/order/service.js";
import { requirePaymentMethod } from "../../books/payment-method.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import { refuse } from "../../declare/refuse.js";
import { queueMail } from "../../mail/queue-mail.js";
import { writeDecimal } from "../../money/cents.js";
import { totalsOf } from "../../money/tax.js";
import { orderAddons, orderDomains, orderRenewals, orderServices } from "./add-order-items.js";
import { type AddOrderInput, addOrderParameters, aloneAmongSeveral, clientNotFound } from "./add-order-parameters.js";

const clientClosed = "Unable to add order when client status is Closed";
const nothingOrdered = "No items added to cart so order cannot proceed";
const contactNotFound = "Contact ID Not Found";
const affiliateNotFound = "Affiliate ID Not Found";

export const addOrder = action({
  name: "AddOrder",
  area: "orders",
  description: "Order products, domains, addons and renewals for a client, and make the invoice for them",
  kind: "write",
  history: { "1.0": "Initial Version", "7.8": "serviceids, which productids repeats" },
  parameters: addOrderParameters,
  response: {
    orderid: field.intText("The order"),
    productids: field.text("The services that were ordered, separated by commas"),
    serviceids: field.text("The same"),
    addonids: field.text("The addons that were ordered, separated by commas"),
    domainids: field.text("The domains that were ordered, separated by commas"),
    invoiceid: field.idOrZeroText("The invoice; 0 when there is none"),
  },
  errors: [
    clientNotFound,
    clientClosed,
    "Invalid Payment Method. Valid options include $methods",
    "Expecting parameter '$name' to be an array",
    contactNotFound,
    affiliateNotFound,
    productNotFound,
    outOfStock,
    notPriced,
    cycleNotOffered,
    badChoice,
    notADomain,
    domainNotOffered,
    addonInvalid,
    serviceNotOwned,
    domainNotRenewable,
    domainNotOwned,
    serviceNotRenewable,
    addonNotRenewable,
    nothingOrdered,
    "The invoice's total is too large",
  ],
  example: {
    request: {
      clientid: 1,
      paymentmethod: "mailin",
      pid: [1, 2],
      domain: ["", "example.com"],
      billingcycle: ["", "monthly"],
      domaintype: ["", "register"],
      regperiod: ["", 1],
      nameserver1: "ns1.example.com",
      nameserver2: "ns2.example.com",
    },
    response: { orderid: "1", productids: "1,2", serviceids: "1,2", addonids: "", domainids: "1", invoiceid: "1" },
  },
  async run(context, input) {
    const client = await clientOf(context.db, input.clientid, clientNotFound);
    if (client.status === "Closed") throw refuse(clientClosed);
    await requirePaymentMethod(context, input.paymentmethod ?? "");
    const alone = aloneAmongSeveral(input);
    if (alone !== undefined) throw refuse(`Expecting parameter '${alone}' to be an array`);
    const promotion = await promotionFor(context, client, input);
    const order = await openOrder(context, client, input);
    const ordering = { client, orderId: order.id, paymentMethod: input.paymentmethod ?? "", promotion };
    const { services, addons: theirs } = await orderServices(context, ordering, input);
    const domains = await orderDomains(context, ordering, input);
    const addons = [...theirs, ...(await orderAddons(context, ordering, input))];
    const { renewals, written } = await orderRenewals(context, ordering, input);
    const all = [...services, ...domains, ...addons, ...written];
    if (all.length === 0) throw refuse(nothingOrdered);
    const lines = all.flatMap((each) => each.lines);
    await keepPromotion(context, order.id, promotion, lines);
    const invoice = await invoiceFor(context, client, input, lines);
    const changes = {
      renewals: JSON.stringify(renewals),
      amount: await grossOf(context, client, lines),
      invoice_id: invoice?.id ?? null,
    };
    await context.db.updateTable("orders").set(changes).where("id", "=", order.id).execute();
    await announce(context, client, input, order);
    await automateOrder(context, order.id);
    // What costs nothing is paid when it is ordered.
    if (invoice !== undefined) await settle(context, invoice, { noemail: input.noinvoiceemail === true });
    const ids = (items: readonly { readonly id: number }[]) => items.map(({ id }) => id).join(",");
    return {
      orderid: order.id,
      productids: ids(services),
      serviceids: ids(services),
      addonids: ids(addons),
      domainids: ids(domains),
      invoiceid: invoice?.id ?? null,
    };
  },
});

async function promotionFor(context: Context, client: Client, input: AddOrderInput): Promise<Promotion | undefined> {
  const { promocode: code = "", promooverride } = input;
  if (code === "") return undefined;
  const promotion = await usablePromotion(context, client, code, promooverride === true);
  if (promotion === undefined) context.warn("the promotion cannot be used for this order and is left out");
  return promotion;
}

async function openOrder(context: Context, client: Client, input: AddOrderInput) {
  const { db, now, caller } = context;
  const { contactid: contactId, affid: affiliateId } = input;
  if (contactId !== undefined) await checkContact(context, client, contactId);
  if (affiliateId !== undefined) await checkAffiliate(context, affiliateId);
  const nameservers = [1, 2, 3, 4, 5].map((place) => input[`nameserver${place as 1 | 2 | 3 | 4 | 5}`] ?? "");
  return await db
    .insertInto("orders")
    .values({
      number: await newOrderNumber(db),
      client_id: client.id,
      contact_id: contactId ?? null,
      requestor_admin_id: caller.adminId,
      affiliate_id: affiliateId ?? null,
      date: now,
      nameservers: nameservers.filter((name) => name !== "").join(","),
      payment_method: input.paymentmethod ?? "",
      ip_address: input.clientip ?? caller.ip,
    })
    .returning(["id", "number"])
    .executeTakeFirstOrThrow();
}

async function checkContact({ db }: Context, client: Client, id: number): Promise<void> {
  const contact = await db.selectFrom("contacts").select("client_id").where("id", "=", id).executeTakeFirst();
  if (contact?.client_id !== client.id) throw refuse(contactNotFound);
}

async function checkAffiliate({ db }: Context, id: number): Promise<void> {
  const affiliate = await db.selectFrom("affiliates").select("id").where("id", "=", id).executeTakeFirst();
  if (affiliate === undefined) throw refuse(affiliateNotFound);
}

/** A promotion that took nothing off was not used. */
async function keepPromotion(
  { db }: Context,
  orderId: number,
  promotion: Promotion | undefined,
  lines: readonly NewLine[],
): Promise<void> {
  if (promotion === undefined || !isDiscounted({ lines })) return;
  const { id, code, type, value_e2: value } = promotion;
  const used = { promo_code: code, promo_type: type, promo_value: writeDecimal(value, 2) };
  await db.updateTable("orders").set(used).where("id", "=", orderId).execute();
  await db
    .updateTable("promotions")
    .set((row) => ({ uses: row("uses", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Only free things make no invoice. */
async function invoiceFor(
  context: Context,
  client: Client,
  { noinvoice, noinvoiceemail, paymentmethod }: AddOrderInput,
  lines: readonly NewLine[],
): Promise<Invoice | undefined> {
  if (noinvoice === true || lines.length === 0) return undefined;
  const isMailed = noinvoiceemail !== true;
  return await createInvoice(context, {
    client,
    lines,
    paymentMethod: paymentmethod,
    dueDate: context.today,
    isMailed,
  });
}

/** What the order comes to with taxes, whether it is invoiced or not. */
async function grossOf(context: Context, client: Client, lines: readonly NewLine[]): Promise<number> {
  const rules = await taxRulesFor(context, client, { rate: undefined, rate2: undefined });
  const { subtotal, tax, tax2 } = totalsOf(lines, rules);
  return subtotal + tax + tax2;
}

async function announce(
  context: Context,
  client: Client,
  { noemail }: AddOrderInput,
  { id, number }: { readonly id: number; readonly number: string },
): Promise<void> {
  await context.log(`New Order Placed - Order ID: ${id} - User ID: ${client.id}`, client.id);
  if (noemail === true) return;
  await queueMail(context, {
    template: "Order Confirmation",
    to: { clientId: client.id },
    related: { type: "general", id: client.id },
    fields: { order_number: number, order_id: String(id) },
  });
}
