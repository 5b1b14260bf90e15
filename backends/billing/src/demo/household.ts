/** One client of the demonstration company through the years: signs up, is invoiced, pays or does not, asks for help. */
import type { Random } from "@turnpike/backend-kit";
import { plans, tldNames } from "./catalogue.js";
import { firstNames, lastNames, type Place, places, streets, trades } from "./people.js";
import { ticketStories } from "./stories.js";
import type { World } from "./write-demonstration.js";

export type Household = {
  readonly profile: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly plan: number;
  readonly cycle: "monthly" | "annually";
  readonly domain: string;
  /** How soon invoices are paid. */
  readonly habit: "prompt" | "late" | "sloppy";
  readonly method: "paypal" | "banktransfer" | "sandboxcard";
};

/** Somebody who does not exist; the index keeps addresses apart. */
export function newClient(random: Random, index: number, planCount: number): Household {
  const firstname = random.pick(firstNames);
  const lastname = random.pick(lastNames);
  const place = random.pick(places);
  const [city, state, postcode] = random.pick(place.cities);
  const companyname = random.chance(65) ? `${lastname} ${random.pick(trades)}` : "";
  const word = plain(companyname || `${firstname}${lastname}`);
  const profile = {
    firstname,
    lastname,
    companyname,
    email: `${plain(firstname)}.${plain(lastname)}.${index + 1}@mail.example`,
    address1: `${1 + random.below(120)} ${random.pick(streets)}`,
    city,
    state,
    postcode,
    country: place.country,
    phonenumber: `${place.phone}${100 + random.below(900)}`,
  };
  return {
    profile,
    place,
    plan: random.below(planCount),
    cycle: random.chance(55) ? "monthly" : "annually",
    domain: `${word}${index + 1}.${random.pick(tldNames)}`,
    habit: random.chance(70) ? "prompt" : random.chance(70) ? "late" : "sloppy",
    method: random.pick(["paypal", "banktransfer", "sandboxcard"]),
  };
}

function plain(text: string): string {
  const ascii = text.normalize("NFD").replace(/Ł/g, "L").replace(/ł/g, "l").replace(/ø/g, "o").replace(/ß/g, "ss");
  return ascii.toLowerCase().replace(/[^a-z]/g, "");
}

/** Plans a client's life from the day on which they sign up. */
export function planHousehold(world: World, household: Household, signUpDay: number): void {
  world.calendar.plan(signUpDay, () => signUp(world, household));
}

async function signUp(world: World, household: Household): Promise<void> {
  const { call, calendar, random, planIds } = world;
  const { profile, place, plan, cycle, domain, method } = household;
  const currency = { USD: 1, EUR: 2, GBP: 3 }[place.currency];
  const { clientid } = await call("AddClient", { ...profile, currency, noemail: 1 });
  await call("UpdateClient", { clientid, paymentmethod: method });
  const order = await call("AddOrder", {
    clientid,
    paymentmethod: method,
    pid: [planIds[plan]],
    billingcycle: [cycle],
    domain: [domain],
    domaintype: ["register"],
    regperiod: [1],
    noemail: 1,
    noinvoiceemail: 1,
  });
  const account = { clientId: Number(clientid), serviceId: Number(order.serviceids) };
  if (random.chance(2)) {
    calendar.plan(1, async () => void (await call("FraudOrder", { orderid: order.orderid })));
    return;
  }
  const accepted = () => call("AcceptOrder", { orderid: order.orderid, autosetup: 1, sendregistrar: 1 });
  calendar.plan(random.below(3), async () => {
    await pay(world, household, Number(order.invoiceid));
    await accepted();
  });
  planInvoices(world, household, account);
  planTickets(world, account.clientId);
}

type Account = { readonly clientId: number; readonly serviceId: number };

/** An invoice each cycle for as long as the client stays. */
function planInvoices(world: World, household: Household, account: Account): void {
  const { calendar, random } = world;
  const days = household.cycle === "monthly" ? 30 : 365;
  const stays = random.chance(88) ? 100 : 2 + random.below(10);
  for (let cycle = 1; cycle * days <= 730 && cycle <= stays; cycle++) {
    calendar.plan(cycle * days, () => invoice(world, household, account));
  }
  if (stays < 100) calendar.plan(stays * days + 5, () => leave(world, account));
}

async function invoice(world: World, household: Household, { clientId, serviceId }: Account): Promise<void> {
  const { call, calendar, random } = world;
  const { products } = await call("GetClientsProducts", { serviceid: serviceId });
  const [service] = (products as unknown as { product: readonly { recurringamount: string; status: string }[] })
    .product;
  if (service?.status === "Terminated") return;
  const { invoiceid } = await call("CreateInvoice", {
    userid: clientId,
    itemdescription1: `${plans[household.plan]?.name} - ${household.domain} (${calendar.today()}, ${household.cycle})`,
    itemamount1: service?.recurringamount,
    itemtaxed1: 1,
    autoapplycredit: 1,
  });
  const { habit } = household;
  if (habit === "sloppy" && random.chance(40)) {
    calendar.plan(40, () => suspend(world, serviceId));
    return;
  }
  const wait = habit === "prompt" ? random.below(10) : 12 + random.below(30);
  calendar.plan(wait, async () => {
    await pay(world, household, Number(invoiceid));
    await resume(world, serviceId);
  });
}

/** Credit may have paid it already. */
async function pay({ call, random, calendar }: World, { method }: Household, invoiceId: number): Promise<void> {
  const { status } = await call("GetInvoice", { invoiceid: invoiceId });
  if (status !== "Unpaid") return;
  await call("AddInvoicePayment", {
    invoiceid: invoiceId,
    transid: `${method.slice(0, 3).toUpperCase()}-${invoiceId}-${1000 + random.below(9000)}`,
    gateway: method,
    date: `${calendar.today()} 10:00:00`,
    noemail: 1,
  });
}

async function serviceStatus({ call }: World, serviceId: number): Promise<string | undefined> {
  const { products } = await call("GetClientsProducts", { serviceid: serviceId });
  return (products as unknown as { product: readonly { status: string }[] }).product[0]?.status;
}

async function suspend(world: World, serviceId: number): Promise<void> {
  if ((await serviceStatus(world, serviceId)) !== "Active") return;
  await world.call("ModuleSuspend", { serviceid: serviceId });
}

async function resume(world: World, serviceId: number): Promise<void> {
  if ((await serviceStatus(world, serviceId)) !== "Suspended") return;
  await world.call("ModuleUnsuspend", { serviceid: serviceId });
}

async function leave(world: World, { clientId, serviceId }: Account): Promise<void> {
  await world.call("ModuleTerminate", { serviceid: serviceId });
  await world.call("UpdateClient", { clientid: clientId, status: "Inactive" });
}

function planTickets({ call, calendar, random }: World, clientId: number): void {
  if (!random.chance(45)) return;
  calendar.plan(5 + random.below(500), async () => {
    const { subject, message, reply } = random.pick(ticketStories);
    const priority = random.pick(["Low", "Medium", "Medium", "High"]);
    const deptid = random.chance(70) ? 1 : 2;
    const { id: ticketid } = await call("OpenTicket", {
      deptid,
      clientid: clientId,
      subject,
      message,
      priority,
      noemail: 1,
    });
    calendar.plan(1, async () => {
      await call("AddTicketReply", { ticketid, message: reply, adminusername: "Ada Admin", noemail: 1 });
    });
    if (random.chance(80)) {
      calendar.plan(4, async () => void (await call("UpdateTicket", { ticketid, status: "Closed" })));
    }
  });
}
