/**
 * One call of an action: everything it does happens in one transaction, and a refusal undoes it. What goes wrong inside
 * is answered as an error too, without its details, and reported.
 */
import { type Caller, openContext } from "./context.js";
import type { Db } from "./database/tables.js";
import type { Action } from "./declare/action.js";
import type { JsonObject } from "./declare/field.js";
import { Refusal } from "./declare/refuse.js";
import type { ModulePort } from "./modules/port.js";
import type { Given } from "./protocol/php-value.js";

/** What every call is given by the one who opened the books. */
export type House = {
  readonly db: Db;
  readonly now: () => Date;
  readonly modules: ModulePort;
  /** Whether mail is sent, or only kept in the outbox. */
  readonly mails: "queued" | "kept";
  readonly actions: ReadonlyMap<string, Action>;
  /** Told of every fault that is ours. */
  readonly report: (fault: unknown) => void;
  /** Told after every committed write. */
  readonly afterWrite: () => void;
};

/** Runs an action for a caller. */
export async function dispatch(house: House, action: Action, given: Given, caller: Caller): Promise<JsonObject> {
  const { db, modules, mails, report, now } = house;
  const warnings: string[] = [];
  const isRead = action.kind === "read";
  try {
    const transaction = db.transaction().setAccessMode(isRead ? "read only" : "read write");
    const answered = await transaction.execute(async (tx) => {
      const warn = (text: string) => void warnings.push(text);
      return await action.answer(
        await openContext({ db: tx, at: now(), caller, files: given.files, modules, mails, warn, report }),
        given,
      );
    });
    if (!isRead) house.afterWrite();
    return { result: "success", ...(warnings.length > 0 ? { warning: warnings.join("; ") } : {}), ...answered };
  } catch (thrown) {
    if (thrown instanceof Refusal) return errorAnswer(thrown.message);
    report(thrown);
    return errorAnswer("The books cannot be read or written at the moment: nothing was changed");
  }
}

export function errorAnswer(message: string): JsonObject {
  return { result: "error", message };
}
