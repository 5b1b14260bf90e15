/** Books in memory with two clients and a clock that stands still, and calls whose answers are held against their tables. */
import { expect } from "vitest";
import { type Answer, type Billing, type BillingOptions, openBilling } from "../../src/index.js";
import { createClient } from "./clients.js";
import { expectDeclared } from "./declared.js";

export type Books = {
  readonly billing: Billing;
  /** Calls an action and expects success; the answer, without `result`. */
  readonly call: (command: string, values?: Readonly<Record<string, unknown>>) => Promise<Record<string, unknown>>;
  /** Calls an action and expects an error; its message. */
  readonly refused: (command: string, values?: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly set: (setting: string, value: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const testNow = "2026-03-10 12:00:00";

/** Opens new books; clients 1 and 2 exist. */
export async function openBooks(options: Partial<BillingOptions> = {}): Promise<Books> {
  const faults: unknown[] = [];
  const billing = await openBilling({
    database: ":memory:",
    now: () => new Date(`${testNow.replace(" ", "T")}Z`),
    report: (fault) => faults.push(fault),
    ...options,
  });
  await createClient(billing.db, { email: "one@example.com", firstname: "One" });
  await createClient(billing.db, { email: "two@example.com", firstname: "Two" });
  const answerTo = async (command: string, values: Readonly<Record<string, unknown>> = {}): Promise<Answer> => {
    const answer = await billing.localApi(command, values);
    expect(faults).toEqual([]);
    expectDeclared(billing, command, answer);
    return answer;
  };
  return {
    billing,
    async call(command, values) {
      const { result, ...answer } = await answerTo(command, values);
      expect({ result, ...(result === "error" ? answer : {}) }).toEqual({ result: "success" });
      return answer;
    },
    async refused(command, values) {
      const answer = await answerTo(command, values);
      expect(answer.result).toBe("error");
      return String(answer.message);
    },
    async set(setting, value) {
      await billing.db
        .insertInto("settings")
        .values({ setting, value })
        .onConflict((conflict) => conflict.column("setting").doUpdateSet({ value }))
        .execute();
    },
    close: billing.close,
  };
}
