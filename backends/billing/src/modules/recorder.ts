/**
 * The built-in module: records every call and succeeds, unless `module_refusals` says otherwise. A subject that begins
 * with `fail-` always fails, so that failure can be had without any set-up.
 */
import type { Db } from "../database/tables.js";
import type { ModuleCall, ModulePort, ModuleResult } from "./port.js";

export const recorder: ModulePort = async (db, call, now) => {
  const message = await refusalOf(db, call);
  await db
    .insertInto("module_calls")
    .values({
      at: now,
      module: call.module,
      operation: call.operation,
      parameters: JSON.stringify({ subject: call.subject, ...call.parameters }),
      outcome: message === undefined ? "ok" : "failed",
      message: message ?? "",
    })
    .execute();
  const result: ModuleResult = message === undefined ? { ok: true } : { ok: false, message };
  return result;
};

async function refusalOf(db: Db, { operation, subject }: ModuleCall): Promise<string | undefined> {
  const told = await db
    .selectFrom("module_refusals")
    .select("message")
    .where("operation", "in", [operation, "*"])
    .where("subject", "in", [subject, "*"])
    .executeTakeFirst();
  if (told !== undefined) return told.message;
  return subject.startsWith("fail-") ? `${operation} was refused for ${subject}` : undefined;
}
