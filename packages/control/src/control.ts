/** What every operation works on, and the roles of those who ask. */
import type { Store, Vault } from "@turnpike/store";
import { ControlError } from "./errors.js";

/** `admin` may do all that `policy_manager` may, and that one all that `viewer` may. */
export type Role = "viewer" | "policy_manager" | "admin";

/** Who asks. */
export type Asker = { readonly member: string; readonly role: Role };

/** Whoever can run a command on the machine can read the data folder too: a command line asks as an admin. */
export const localAsker: Asker = { member: "local", role: "admin" };

/** The store that operations act on, for whom, and by which clock. */
export type Control = {
  readonly store: Store;
  readonly vault: Vault;
  readonly asker: Asker;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

const ranks: Readonly<Record<Role, number>> = { viewer: 0, policy_manager: 1, admin: 2 };

/** Refuses unless the asker's role is this one or a higher. */
export function mustBe(role: Role, { asker }: Control): void {
  if (ranks[asker.role] >= ranks[role]) return;
  throw new ControlError("forbidden", `this needs the role \`${role}\`; \`${asker.member}\` is \`${asker.role}\``);
}
