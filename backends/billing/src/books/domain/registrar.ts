/** Domains at their registrar: each step asks the registrar module first, and changes the books when it agrees. */
import type { Context } from "../../context.js";
import { addYears } from "../../declare/dates.js";
import { refuse } from "../../declare/refuse.js";
import { queueMail } from "../../mail/queue-mail.js";
import { mailAbout } from "../mail-about.js";
import type { Domain } from "./find.js";

export const noRegistrar = "The domain is not assigned to a registrar";

export type RegistrarOperation =
  | "RegisterDomain"
  | "TransferDomain"
  | "RenewDomain"
  | "SaveNameservers"
  | "SaveRegistrarLock";

/** What the registrar has on record. */
export type RegistrarRecord = {
  readonly locked: boolean;
  readonly nameservers: readonly string[];
  readonly contacts: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** Registers it for its term, from today on, with the nameservers of its order, and tells the client. */
export async function registerDomain(
  context: Context,
  domain: Domain,
  { isMailed = true }: { readonly isMailed?: boolean } = {},
): Promise<void> {
  const nameservers = await orderedNameservers(context, domain);
  const { years, registry_fields: fields } = domain;
  await askRegistrar(context, domain, "RegisterDomain", { years, nameservers: nameservers.join(","), fields });
  const { today: registered } = context;
  const expires = addYears(registered, years);
  await change(context, domain, { status: "Active", registered, expires, next_due: expires });
  await keepRecord(context, domain, { registered, expires, nameservers: JSON.stringify(nameservers) });
  const about = isMailed ? await mailAbout(context, "domain", domain.id) : undefined;
  if (about !== undefined) await queueMail(context, { template: "Domain Registration Confirmation", ...about });
}

const defaultNameservers: readonly string[] = ["ns1.company.example", "ns2.company.example"];

async function orderedNameservers({ db }: Context, { order_id: id }: Domain): Promise<readonly string[]> {
  const order = await db.selectFrom("orders").select("nameservers").where("id", "=", id).executeTakeFirst();
  return order === undefined || order.nameservers === "" ? defaultNameservers : order.nameservers.split(",");
}

/** Asks for it to be handed over. */
export async function transferDomain(context: Context, domain: Domain, eppCode?: string): Promise<void> {
  const code = eppCode ?? domain.epp_code;
  await askRegistrar(context, domain, "TransferDomain", { years: domain.years }, { eppCode: code });
  await change(context, domain, { status: "Pending Transfer", epp_code: code });
  await keepRecord(context, domain, {});
}

/** Adds years to what is left of it; gives the day on which it expires then. */
export async function renewDomain(context: Context, domain: Domain, years: number): Promise<string> {
  await askRegistrar(context, domain, "RenewDomain", { years });
  const expires = addYears(domain.expires ?? context.today, years);
  await change(context, domain, { expires, status: "Active" });
  await keepRecord(context, domain, { expires });
  return expires;
}

export async function saveNameservers(context: Context, domain: Domain, nameservers: readonly string[]): Promise<void> {
  await askRegistrar(context, domain, "SaveNameservers", { nameservers: nameservers.join(",") });
  await keepRecord(context, domain, { nameservers: JSON.stringify(nameservers) });
}

export async function saveLock(context: Context, domain: Domain, isLocked: boolean): Promise<void> {
  await askRegistrar(context, domain, "SaveRegistrarLock", { locked: isLocked });
  await keepRecord(context, domain, { locked: isLocked ? 1 : 0 });
}

/** Nothing for a domain that no registrar has heard of. */
export async function recordOf({ db }: Context, { domain }: Domain): Promise<RegistrarRecord | undefined> {
  const row = await db.selectFrom("registrar_records").selectAll().where("domain", "=", domain).executeTakeFirst();
  return (
    row && { locked: row.locked === 1, nameservers: JSON.parse(row.nameservers), contacts: JSON.parse(row.contacts) }
  );
}

/** What the registrar answers when it fails is the answer of the action. */
async function askRegistrar(
  context: Context,
  domain: Domain,
  operation: RegistrarOperation,
  parameters: Readonly<Record<string, string | number | boolean>>,
  secrets: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (domain.registrar === "") throw refuse(noRegistrar);
  const about = { domainid: domain.id, domain: domain.domain };
  await context.hook(`PreRegistrar${operation}`, about);
  const { registrar: module, domain: subject } = domain;
  const result = await context.module({ module, operation, subject, parameters, secrets });
  if (!result.ok) {
    await context.hook(`AfterRegistrar${operation}Failed`, { ...about, error: result.message });
    throw refuse(result.message);
  }
  await context.hook(`AfterRegistrar${operation}`, about);
  await context.log(`Registrar ${operation} Successful - Domain: ${domain.domain}`, domain.client_id);
}

type RecordChange = Partial<{
  locked: 0 | 1;
  nameservers: string;
  contacts: string;
  registered: string;
  expires: string;
}>;

async function keepRecord({ db }: Context, domain: Domain, changes: RecordChange): Promise<void> {
  const client = await db
    .selectFrom("clients")
    .selectAll()
    .where("id", "=", domain.client_id)
    .executeTakeFirstOrThrow();
  const registrant = {
    First_Name: client.firstname,
    Last_Name: client.lastname,
    Organisation_Name: client.companyname,
    Job_Title: "",
    Email: client.email,
    Address_1: client.address1,
    Address_2: client.address2,
    City: client.city,
    State: client.state,
    Postcode: client.postcode,
    Country: client.country,
    Phone: client.phonenumber,
  };
  const contacts = JSON.stringify({ Registrant: registrant, Admin: registrant, Tech: registrant });
  const fresh = { domain: domain.domain, contacts, nameservers: JSON.stringify(defaultNameservers), ...changes };
  await db
    .insertInto("registrar_records")
    .values(fresh)
    .onConflict((conflict) =>
      Object.keys(changes).length === 0
        ? conflict.column("domain").doNothing()
        : conflict.column("domain").doUpdateSet(changes),
    )
    .execute();
}

async function change({ db }: Context, { id }: Domain, changes: Partial<Domain>): Promise<void> {
  await db.updateTable("domains").set(changes).where("id", "=", id).execute();
}
