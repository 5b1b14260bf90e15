/**
 * An action is one declaration: its name, what it may be given, what it answers, and what it does. The same declaration
 * validates requests, writes answers, generates the reference page and appears in the list of actions.
 */
import type { Context } from "../context.js";
import type { Given } from "../protocol/php-value.js";
import { type Fields, type JsonObject, type ValuesFor, writeFields } from "./field.js";
import type { InputOf, Params } from "./param.js";

export type Area = "billing" | "catalogue" | "clients" | "domains" | "orders" | "support" | "system";

/** Values for a request as a program would write them, and the members of the answer to it. */
export type Example = { readonly request: Readonly<Record<string, unknown>>; readonly response: JsonObject };

type About = {
  readonly name: string;
  readonly area: Area;
  /** One sentence. */
  readonly description: string;
  /** Whether it changes anything: an action that only reads takes no lock. */
  readonly kind: "read" | "write";
  /** Version and what changed in it, oldest first. */
  readonly history: Readonly<Record<string, string>>;
  /** Every message that this action refuses with; `$name` stands for a value. */
  readonly errors: readonly string[];
  readonly example: Example;
  /** Not an action of WHMCS: answered only where extensions are switched on. */
  readonly isExtension?: true;
  /** Refused over HTTP. */
  readonly isInternal?: true;
};

export type Declaration<P extends Params, R extends Fields> = About & {
  readonly parameters: P;
  readonly response: R;
  /** Does it, inside the one transaction of this call. Throw `refuse("…")` to answer an error: nothing is written then. */
  readonly run: (context: Context, input: InputOf<P>) => Promise<ValuesFor<R>>;
};

/** An action with its types forgotten, as the registry holds it. */
export type Action = About & {
  readonly parameters: Params;
  readonly response: Fields;
  /** Reads the request, runs, writes the answer. Throws `Refusal`. */
  readonly answer: (context: Context, given: Given) => Promise<JsonObject>;
};

/** Declares an action. */
export function action<const P extends Params, const R extends Fields>(declaration: Declaration<P, R>): Action {
  const { run, ...about } = declaration;
  return {
    ...about,
    async answer(context, { values }) {
      const read = Object.entries(about.parameters).map(([name, param]) => {
        if (param.deprecated === true && values.has(name))
          context.warn(`the parameter ${name} is deprecated and ignored`);
        return [name, param.read(values, name)] as const;
      });
      const answered = await run(context, Object.fromEntries(read) as InputOf<P>);
      return writeFields(about.response, answered);
    },
  };
}
