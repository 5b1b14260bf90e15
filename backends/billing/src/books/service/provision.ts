/** Services on the servers they run on: each step asks the server module first, and changes the books when it agrees. */
import { randomWord } from "../../access/secrets.js";
import type { Context } from "../../context.js";
import { refuse } from "../../declare/refuse.js";
import type { Service } from "./find.js";

export const noModule = "Service not assigned to a module";
const passwordLength = 14;
const defaultReason = "Overdue on Payment";

/** Sets it up: it becomes active, with a username and a password where it had none. */
export async function createService(context: Context, service: Service): Promise<void> {
  const username = service.username || usernameFor(service);
  const password = service.password || randomWord(passwordLength);
  await runModule(context, service, "Create", { username });
  await change(context, service, { status: "Active", username, password });
}

export async function suspendService(context: Context, service: Service, reason?: string): Promise<void> {
  const suspension_reason = reason || defaultReason;
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

/** A new password, or a made up one. */
export async function changePassword(context: Context, service: Service, given?: string): Promise<void> {
  await runModule(context, service, "ChangePassword");
  await change(context, service, { password: given || randomWord(passwordLength) });
}

type Operation = "Create" | "Suspend" | "Unsuspend" | "Terminate" | "ChangePassword";

/** What the module answers when it fails is the answer of the action. */
async function runModule(
  context: Context,
  service: Service,
  operation: Operation,
  parameters: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (service.module === "") throw refuse(noModule);
  const about = { serviceid: service.id, moduletype: service.module };
  await context.hook(`PreModule${operation}`, about);
  const subject = service.domain || String(service.id);
  const result = await context.module({ module: service.module, operation, subject, parameters });
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

/** The first letters of the domain, or of the product, and the id: never two the same. */
function usernameFor({ domain, product_name: name, id }: Service): string {
  const letters = (domain || name).toLowerCase().replace(/[^a-z]/g, "");
  return `${letters.slice(0, 8) || "service"}${id}`;
}
