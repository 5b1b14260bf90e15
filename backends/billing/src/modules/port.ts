/**
 * What goes to the outside (registrar, provisioning, payment gateway) passes this port. The module decides; the action
 * changes the books by what it answers.
 */
import type { Db } from "../database/tables.js";

export type ModuleCall = {
  /** The module's system name, such as `sandbox`. */
  readonly module: string;
  /** What to do, such as `RegisterDomain`, `Create`, `Capture`. */
  readonly operation: string;
  /** What it is done to: a domain, the id of a service or invoice. */
  readonly subject: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** Passwords and codes that the module needs, and nobody writes down. */
  readonly secrets?: Readonly<Record<string, string>>;
};

export type ModuleResult =
  | { readonly ok: true; readonly values?: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly message: string };

/** A way to the outside; it is given the transaction of the call, so that what it records comes and goes with it. */
export type ModulePort = (db: Db, call: ModuleCall, now: string) => Promise<ModuleResult>;
