/** One tool, tried once: what it is called with, and what must be true afterwards. */
export type Fields = Readonly<Record<string, unknown>>;

/** `Company` is what the test knows of the books behind the server. */
export type Step<Company> = {
  readonly tool: string;
  /** Puts what the call is about into the books; the arguments. */
  readonly args: (company: Company) => Promise<Fields> | Fields;
  /** Holds the structured answer against the books. */
  readonly check: (company: Company, call: { readonly args: Fields; readonly answer: Fields }) => Promise<void>;
};
