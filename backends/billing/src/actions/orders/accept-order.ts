/** AcceptOrder. */
import { domainsOf } from "../../books/domain/find.js";
import { noRegistrar, registerDomain, transferDomain } from "../../books/domain/registrar.js";
import { orderOf } from "../../books/order/find.js";
import { servicesOf } from "../../books/service/find.js";
import { createService } from "../../books/service/provision.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import type { InputOf } from "../../declare/param.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const notPending = "Order ID not found or Status not Pending";
const serverNotFound = "Server ID Not Found";

const parameters = {
  orderid: param.required(param.id("The order to accept", notPending), notPending),
  serverid: param.int("The server its services run on (default: that of each product)"),
  serviceusername: param.text("The username of its services (default: a made up one)"),
  servicepassword: param.text("The password of its services (default: a made up one)"),
  registrar: param.text("The registrar of its domains (default: that of each ending)"),
  sendregistrar: param.bool("Whether its domains are sent to their registrars"),
  autosetup: param.bool("Whether its services are set up (default: those whose product is set up on acceptance)"),
  sendemail: param.bool("Whether the client is sent what is written about a new service or domain"),
};

export const acceptOrder = action({
  name: "AcceptOrder",
  area: "orders",
  description: "Accept a pending order, paid or not; it stays pending when a server or registrar refuses",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters,
  response: {},
  errors: [notPending, serverNotFound, noRegistrar, "$serverOrRegistrarMessage"],
  example: { request: { orderid: 1, autosetup: true, sendregistrar: true, sendemail: true }, response: {} },
  async run(context, input) {
    const { db } = context;
    const order = await orderOf(db, input.orderid, notPending);
    if (order.status !== "Pending") throw refuse(notPending);
    await context.hook("AcceptOrder", { orderid: order.id });
    await acceptServices(context, order.id, input);
    await acceptAddons(context, order.id);
    await acceptDomains(context, order.id, input);
    await db.updateTable("orders").set({ status: "Active" }).where("id", "=", order.id).execute();
    await context.log(`Order Accepted - Order ID: ${order.id}`, order.client_id);
    return {};
  },
});

type Input = InputOf<typeof parameters>;

/** A service that no module sets up is active by being accepted. */
async function acceptServices(context: Context, orderId: number, input: Input): Promise<void> {
  const { serverid, serviceusername, servicepassword, autosetup, sendemail } = input;
  if (serverid !== undefined) await checkServer(context, serverid);
  for (const service of await servicesOf(context.db, orderId)) {
    if (service.status !== "Pending") continue;
    const changes = {
      server_id: serverid ?? service.server_id,
      username: serviceusername || service.username,
      password: servicepassword || service.password,
      status: service.module === "" ? ("Active" as const) : service.status,
    };
    await context.db.updateTable("services").set(changes).where("id", "=", service.id).execute();
    if (service.module !== "" && (autosetup ?? service.auto_setup === "on"))
      await createService(context, { ...service, ...changes }, { isMailed: sendemail === true });
  }
}

async function checkServer({ db }: Context, id: number): Promise<void> {
  const server = await db.selectFrom("servers").select("id").where("id", "=", id).executeTakeFirst();
  if (server === undefined) throw refuse(serverNotFound);
}

async function acceptAddons({ db }: Context, orderId: number): Promise<void> {
  await db
    .updateTable("service_addons")
    .set({ status: "Active" })
    .where("order_id", "=", orderId)
    .where("status", "=", "Pending")
    .execute();
}

async function acceptDomains(context: Context, orderId: number, input: Input): Promise<void> {
  for (const each of await domainsOf(context.db, orderId)) {
    if (each.status !== "Pending") continue;
    const domain = { ...each, registrar: input.registrar || each.registrar };
    const { registrar } = domain;
    await context.db.updateTable("domains").set({ registrar }).where("id", "=", domain.id).execute();
    if (input.sendregistrar !== true) continue;
    if (domain.type === "Transfer") await transferDomain(context, domain);
    else await registerDomain(context, domain, { isMailed: input.sendemail === true });
  }
}
