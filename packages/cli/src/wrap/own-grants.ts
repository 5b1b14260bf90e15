/**
 * The store's answer about grants, as a wrapper asks it: there is one grant, of this process, and it is judged by the
 * text that this process has read from its file.
 */
import { type Control, type Wrap, wrapPermit } from "@turnpike/control";
import type { LinesParts } from "@turnpike/gateway";
import type { Permit, Policy } from "@turnpike/store";

export class OwnGrants {
  readonly grants: LinesParts["store"]["grants"];
  readonly #control: Control;
  readonly #wrap: Wrap;
  #policy: Policy;
  #document: string;
  /** Counts what the store knows nothing of: another wrapper may have saved this text before. */
  #edits = 0;

  constructor(control: Control, wrap: Wrap, policy: Policy, document: string) {
    this.grants = control.store.grants;
    this.#control = control;
    this.#wrap = wrap;
    this.#policy = policy;
    this.#document = document;
  }

  /** From now on calls are judged by this text. */
  use(policy: Policy, document: string): void {
    this.#policy = policy;
    this.#document = document;
    this.#edits += 1;
  }

  get document(): string {
    return this.#document;
  }

  /** Both numbers only grow, so their sum is another one when either is. */
  async revision(): Promise<number> {
    return (await this.#control.store.revision()) + this.#edits;
  }

  permit(): Promise<Permit | undefined> {
    return wrapPermit(this.#control, this.#wrap, this.#policy, this.#document);
  }
}
