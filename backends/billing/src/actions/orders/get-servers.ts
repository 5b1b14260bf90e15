/** GetServers. */
import { keptCount } from "../../database/list.js";
import type { Db } from "../../database/tables.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

/** What is said of a server that no module measures. */
const unmeasured = "Unknown";

export const getServers = action({
  name: "GetServers",
  area: "orders",
  description: "Obtain the servers, and how full they are",
  kind: "read",
  history: { "7.10": "Initial Version" },
  parameters: {
    serviceId: param.int("Only servers that could run this service"),
    addonId: param.int("Only servers that could run this addon of a service"),
    fetchStatus: param.bool("Whether load and uptime are asked for"),
  },
  response: {
    servers: field.flatList("The servers", {
      id: field.int("The ID of the server"),
      name: field.text("Its name"),
      hostname: field.text("Its host name"),
      ipaddress: field.text("Its address"),
      active: field.bool("Whether it takes services"),
      activeServices: field.int("How many active services run on it"),
      maxAllowedServices: field.int("How many it may run; 0 is no limit"),
      percentUsed: field.int("How full it is, in percent; 0 without a limit"),
      module: field.text("The module that speaks to it"),
      status: field.object("How it is", {
        http: field.bool("Whether it is in use"),
        load: field.optional(field.text("Its load, when it was asked for")),
        uptime: field.optional(field.text("Since when it runs, when it was asked for")),
      }),
    }),
    fetchStatus: field.text("1 when load and uptime were asked for, else 0"),
  },
  errors: [],
  example: {
    request: { fetchStatus: true },
    response: {
      servers: [
        {
          id: 1,
          name: "Server One",
          hostname: "one.company.example",
          ipaddress: "192.0.2.10",
          active: true,
          activeServices: 1,
          maxAllowedServices: 0,
          percentUsed: 0,
          module: "sandbox",
          status: { http: true, load: unmeasured, uptime: unmeasured },
        },
      ],
      fetchStatus: "1",
    },
  },
  async run({ db }, { serviceId, addonId, fetchStatus }) {
    let query = db.selectFrom("servers").selectAll().orderBy("id");
    if (serviceId !== undefined) query = query.where("module", "=", (await moduleOfService(db, serviceId)) ?? "");
    if (addonId !== undefined) query = query.where("module", "=", (await moduleOfAddon(db, addonId)) ?? "");
    const servers = [];
    for (const server of await query.execute()) {
      const { ip_address: ipaddress, is_active: active, max_services: most } = server;
      const count = await keptCount(db, "services", { server_id: server.id, status: "Active" });
      const activeServices = count ?? 0;
      servers.push({
        ...server,
        ipaddress,
        active,
        activeServices,
        maxAllowedServices: most,
        percentUsed: most === 0 ? 0 : Math.floor((activeServices * 100) / most),
        status: { http: active, ...(fetchStatus === true ? { load: unmeasured, uptime: unmeasured } : {}) },
      });
    }
    return { servers, fetchStatus: fetchStatus === true ? "1" : "0" };
  },
});

/** What has no module runs on no server. */
async function moduleOfService(db: Db, id: number): Promise<string | undefined> {
  const product = await db
    .selectFrom("services")
    .innerJoin("products", "products.id", "services.product_id")
    .select("products.module")
    .where("services.id", "=", id)
    .executeTakeFirst();
  return product?.module;
}

async function moduleOfAddon(db: Db, id: number): Promise<string | undefined> {
  const addon = await db
    .selectFrom("service_addons")
    .innerJoin("addons", "addons.id", "service_addons.addon_id")
    .select("addons.module")
    .where("service_addons.id", "=", id)
    .executeTakeFirst();
  return addon?.module;
}
