/** One tool, tried once: what it is called with, and what must be true afterwards. */
import type { Company } from "./company.js";

export type Fields = Readonly<Record<string, unknown>>;

export type Step = {
  readonly tool: string;
  /** Puts what the call is about into the books; the arguments. */
  readonly args: (company: Company) => Promise<Fields> | Fields;
  /** Holds the structured answer against the books. */
  readonly check: (company: Company, call: { readonly args: Fields; readonly answer: Fields }) => Promise<void>;
};
