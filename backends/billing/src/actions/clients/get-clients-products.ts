/** GetClientsProducts. */
import { optionType } from "../../books/config-option.js";
import { customFields, customValues } from "../../books/custom-fields.js";
import { keptCount, page } from "../../database/list.js";
import type { Db } from "../../database/tables.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { exampleProduct } from "./get-clients-products-example.js";

export const getClientsProducts = action({
  name: "GetClientsProducts",
  area: "clients",
  description: "Obtain the services of clients that match the passed criteria",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    limitstart: param.count("The offset for the returned services (default: 0)"),
    limitnum: param.count("The number of services to return (default: 25)"),
    clientid: param.int("Services of this client"),
    serviceid: param.int("The service with this ID"),
    pid: param.int("Services of this product"),
    domain: param.text("Services for this domain"),
    username2: param.text("Services with this username"),
  },
  response: {
    clientid: field.nullable(field.intText("The client that was asked for")),
    serviceid: field.nullable(field.intText("The service that was asked for")),
    pid: field.nullable(field.intText("The product that was asked for")),
    domain: field.nullable(field.text("The domain that was asked for")),
    totalresults: field.int("How many services there are"),
    startnumber: field.int("The offset of the first one"),
    numreturned: field.int("How many are in this answer"),
    products: field.list("product", "The services", {
      id: field.intText("The ID of the service"),
      qty: field.intText("How many of them"),
      clientid: field.intText("Its client"),
      orderid: field.idOrZeroText("The order it came of"),
      ordernumber: field.text("The number of that order"),
      pid: field.intText("Its product"),
      regdate: field.day("When it began"),
      name: field.text("The name of the product"),
      translated_name: field.text("The same"),
      groupname: field.text("The group of the product"),
      translated_groupname: field.text("The same"),
      domain: field.text("The domain it is for"),
      dedicatedip: field.text("Its own address"),
      serverid: field.idOrZeroText("The server it runs on"),
      servername: field.text("The server's name"),
      serverip: field.text("The server's address"),
      serverhostname: field.text("The server's host name"),
      suspensionreason: field.text("Why it is suspended"),
      firstpaymentamount: field.money("What was paid first"),
      recurringamount: field.money("What a cycle costs"),
      paymentmethod: field.text("The payment method"),
      paymentmethodname: field.text("The name of the payment method"),
      billingcycle: field.text("How often it is billed"),
      nextduedate: field.day("When it is next to be paid"),
      status: field.text("Its status"),
      username: field.text("The username on the server"),
      password: field.text("The password on the server"),
      subscriptionid: field.text("The subscription it is paid by"),
      promoid: field.idOrZeroText("The promotion that applies"),
      overideautosuspend: field.intText("1 when it is not suspended for debts, else 0"),
      overidesuspenduntil: field.day("Until when"),
      ns1: field.text("First nameserver"),
      ns2: field.text("Second nameserver"),
      assignedips: field.text("Addresses assigned to it"),
      notes: field.text("Notes for administrators"),
      diskusage: field.intText("Disk space in use, MB"),
      disklimit: field.intText("Disk space allowed, MB"),
      bwusage: field.intText("Traffic used, MB"),
      bwlimit: field.intText("Traffic allowed, MB"),
      lastupdate: field.moment("When these were last read"),
      customfields: field.list("customfield", "The values of custom fields", {
        id: field.int("The custom field"),
        name: field.text("Its name"),
        translated_name: field.text("The same"),
        value: field.text("Its value"),
      }),
      configoptions: field.list("configoption", "What was configured", {
        id: field.int("The option"),
        option: field.text("Its name"),
        type: field.text("dropdown, radio, yesno or quantity"),
        value: field.text("What was chosen"),
      }),
    }),
  },
  errors: [],
  example: {
    request: { clientid: 1 },
    response: {
      clientid: "1",
      serviceid: null,
      pid: null,
      domain: null,
      totalresults: 1,
      startnumber: 0,
      numreturned: 1,
      products: { product: [exampleProduct] },
    },
  },
  async run({ db }, input) {
    const { clientid, serviceid, pid, domain } = input;
    const { rows, ...counts } = await page(db, matching(db, input), input, await kept(db, input));
    const products = [];
    for (const row of rows) {
      products.push({
        ...row,
        ...written(row),
        customfields: await fieldsOf(db, row.product_id, row.id),
        configoptions: await optionsOf(db, row.id),
      });
    }
    const asked = {
      clientid: clientid ?? null,
      serviceid: serviceid ?? null,
      pid: pid ?? null,
      domain: domain ?? null,
    };
    return { ...asked, ...counts, products };
  },
});

type Input = {
  readonly clientid?: number | undefined;
  readonly serviceid?: number | undefined;
  readonly pid?: number | undefined;
  readonly domain?: string | undefined;
  readonly username2?: string | undefined;
};

function matching(db: Db, { clientid, serviceid, pid, domain, username2 }: Input) {
  let query = db
    .selectFrom("services")
    .innerJoin("products", "products.id", "services.product_id")
    .innerJoin("product_groups", "product_groups.id", "products.group_id")
    .leftJoin("orders", "orders.id", "services.order_id")
    .leftJoin("servers", "servers.id", "services.server_id")
    .leftJoin("payment_methods", "payment_methods.module", "services.payment_method")
    .selectAll("services")
    .select(["products.name", "product_groups.name as group_name", "orders.number as order_number"])
    .select(["servers.name as server_name", "servers.ip_address", "servers.hostname", "payment_methods.display_name"])
    .orderBy("services.id");
  if (clientid !== undefined) query = query.where("services.client_id", "=", clientid);
  if (serviceid !== undefined) query = query.where("services.id", "=", serviceid);
  if (pid !== undefined) query = query.where("services.product_id", "=", pid);
  if (domain) query = query.where("services.domain", "=", domain);
  if (username2) query = query.where("services.username", "=", username2);
  return query;
}

async function kept(db: Db, { clientid, serviceid, pid, domain, username2 }: Input): Promise<number | undefined> {
  if (serviceid !== undefined || domain || username2) return undefined;
  return await keptCount(db, "services", { client_id: clientid, product_id: pid });
}

type ServiceRow = Awaited<ReturnType<ReturnType<typeof matching>["executeTakeFirstOrThrow"]>>;

function written(row: ServiceRow) {
  return {
    qty: row.quantity,
    clientid: row.client_id,
    orderid: row.order_id,
    ordernumber: row.order_number ?? "",
    pid: row.product_id,
    regdate: row.registered,
    translated_name: row.name,
    groupname: row.group_name,
    translated_groupname: row.group_name,
    dedicatedip: row.dedicated_ip,
    serverid: row.server_id,
    servername: row.server_name ?? "",
    serverip: row.ip_address ?? "",
    serverhostname: row.hostname ?? "",
    suspensionreason: row.suspension_reason,
    firstpaymentamount: row.first_payment,
    recurringamount: row.recurring,
    paymentmethod: row.payment_method,
    paymentmethodname: row.display_name ?? row.payment_method,
    billingcycle: row.billing_cycle,
    nextduedate: row.next_due,
    subscriptionid: row.subscription_id,
    promoid: row.promotion_id,
    overideautosuspend: row.override_auto_suspend,
    overidesuspenduntil: row.override_suspend_until,
    assignedips: row.assigned_ips,
    diskusage: row.disk_usage,
    disklimit: row.disk_limit,
    bwusage: row.bandwidth_usage,
    bwlimit: row.bandwidth_limit,
    lastupdate: row.usage_updated_at,
  };
}

async function fieldsOf(db: Db, productId: number, serviceId: number) {
  const fields = await customFields(db, { type: "product", productId });
  const values = await customValues(db, { type: "product", productId }, serviceId);
  return fields.map(({ id, name }) => ({ id, name, translated_name: name, value: values.get(id) ?? "" }));
}

async function optionsOf(db: Db, serviceId: number) {
  const rows = await db
    .selectFrom("service_config_choices as chosen")
    .innerJoin("config_options as option", "option.id", "chosen.option_id")
    .leftJoin("config_choices as choice", "choice.id", "chosen.choice_id")
    .select(["option.id", "option.name", "option.type", "chosen.quantity", "choice.name as choice_name"])
    .where("chosen.service_id", "=", serviceId)
    .orderBy("option.id")
    .execute();
  return rows.map(({ id, name, type, quantity, choice_name: choice }) => ({
    id,
    option: name,
    type: optionType(type),
    value: choice ?? String(quantity),
  }));
}
