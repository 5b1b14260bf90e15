/** Services on the servers they run on: each step asks the server module first, and changes the books when it agrees. */
import { randomWord } from "../../access/secrets.js";
import type { Context } from "../../context.js";
import { refuse } from "../../declare/refuse.js";
import { queueMail } from "../../mail/queue-mail.js";
import { mailAbout } from "../mail-about.js";
import type { Service } from "./find.js";

export const noModule = "Service not assigned to a module";
/** Why a service is suspended when nobody says why: it may run again when its invoice is paid. */
export const overdue = "Overdue on Payment";
const passwordLength = 14;

/**
 * Sets it up: it becomes active, with a username and a password where it had none, and the client is sent the product's
 * welcome mail.
 */
export async function createService(
  context: Context,
  service: Service,
  { isMailed = true }: { readonly isMailed?: boolean } = {},
): Promise<void> {
  const username = service.username || usernameFor(service);
  const password = service.password || randomWord(passwordLength);
  await runModule(context, service, "Create", { username }, { password });
  await change(context, service, { status: "Active", username, password });
  if (isMailed) await welcome(context, service);
}

export async function suspendService(context: Context, service: Service, reason?: string): Promise<void> {
  const suspension_reason = reason || overdue;
  await runModule(context, service, "Suspend", { reason: suspension_reason });
  await change(context, service, { status: "Suspended", suspension_reason });
}

export async function unsuspendService(context: Context, service: Service): Promise<void> {
  await runModule(context, service, "Unsuspend");
  await change(context, service, { status: "Active", suspension_reason: "" });
}

export async function terminateService(context: Context, service: Service): Promise<void> {
  await runModule(context, service, "Terminate");
  await change(context, service, { status: "Terminated", terminated: context.today });
}

/** Gives it a new password: this one, or a made up one. */
export async function changePassword(context: Context, service: Service, given?: string): Promise<void> {
  const password = given || randomWord(passwordLength);
  await runModule(context, service, "ChangePassword", {}, { password });
  await change(context, service, { password });
}

type Operation = "Create" | "Suspend" | "Unsuspend" | "Terminate" | "ChangePassword";

/** What the module answers when it fails is the answer of the action. */
async function runModule(
  context: Context,
  service: Service,
  operation: Operation,
  parameters: Readonly<Record<string, string>> = {},
  secrets: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (service.module === "") throw refuse(noModule);
  const about = { serviceid: service.id, moduletype: service.module };
  await context.hook(`PreModule${operation}`, about);
  const subject = service.domain || String(service.id);
  const result = await context.module({ module: service.module, operation, subject, parameters, secrets });
  if (!result.ok) {
    await context.hook(`AfterModule${operation}Failed`, { ...about, error: result.message });
    throw refuse(result.message);
  }
  await context.hook(`AfterModule${operation}`, about);
  await context.log(`Module ${operation} Successful - Service ID: ${service.id}`, service.client_id);
}

async function change({ db }: Context, { id }: Service, changes: Partial<Service>): Promise<void> {
  await db.updateTable("services").set(changes).where("id", "=", id).execute();
}

/** A product without a welcome mail sends none. */
async function welcome(context: Context, { id, product_id: productId }: Service): Promise<void> {
  const template = await context.db
    .selectFrom("products")
    .innerJoin("email_templates", "email_templates.id", "products.welcome_email_id")
    .select("email_templates.name")
    .where("products.id", "=", productId)
    .executeTakeFirst();
  const about = template && (await mailAbout(context, "product", id));
  if (about !== undefined) await queueMail(context, { template: template?.name ?? "", ...about });
}

/** The first letters of the domain, or of the product, and the id: never two the same. */
function usernameFor({ domain, product_name: name, id }: Service): string {
  const letters = (domain || name).toLowerCase().replace(/[^a-z]/g, "");
  return `${letters.slice(0, 8) || "service"}${id}`;
}
