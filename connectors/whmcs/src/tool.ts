/**
 * What a tool is: one declaration, from which its listing, its check of arguments and its call of the API are made.
 */
import { type Declared, type Listed, listed } from "@turnpike/connector-kit";
import { z } from "zod";
import type { Api } from "./api/client.js";
import type { Values } from "./api/form.js";
import { ApiProblem } from "./api/problem.js";
import type { Reply } from "./api/reply.js";
import type { DateFormat } from "./local-date.js";

/** What the installation does differently from others. */
export type Installation = { readonly dateFormat: DateFormat };

type Arguments<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/** A tool as its area's file writes it. */
export type Declaration<Shape extends z.ZodRawShape> = Declared<Arguments<Shape>> & {
  /** The API's action. */
  readonly action: string;
  readonly input: Shape;
  /** The action's parameters; the arguments themselves unless given. */
  readonly values?: (args: Arguments<Shape>, installation: Installation) => Values;
  /** The fields of the answer, beside `result`. */
  readonly output: Readonly<Record<string, z.ZodType>>;
  /** Brings the reply into the declared form. */
  readonly reshape?: (reply: Reply) => Reply;
} & (
    | {
        readonly effect: "reads";
        /** Another action to ask where an installation does not have the first. */
        readonly otherwise?: { readonly action: string; readonly reshape: (reply: Reply) => Reply };
      }
    | {
        readonly effect: Exclude<Declared<unknown>["effect"], "reads">;
        /** Where to see whether a change was made when its answer was lost. */
        readonly seenIn: string;
        /** Whether WHMCS asks a registrar, a server or a gateway, which may have acted before it failed. */
        readonly asksOthers?: true;
      }
  );

/** A tool, ready to be listed and called. */
export type Tool = Listed & {
  /** Where to see whether a change was made; `undefined` where nothing changes. */
  readonly seenIn: string | undefined;
  /** Whether WHMCS asks somebody else, who may have acted although WHMCS reports an error. */
  readonly asksOthers: boolean;
  /** Calls the API with arguments that `input` has accepted. */
  run(args: unknown, api: Api, installation: Installation, signal?: AbortSignal): Promise<Reply>;
};

/** Makes a tool of its declaration. */
export function tool<Shape extends z.ZodRawShape>(declaration: Declaration<Shape>): Tool {
  const { effect, values, reshape = (reply: Reply) => reply } = declaration;
  const input = z.strictObject(declaration.input);
  const output = z.looseObject({ result: z.literal("success"), ...declaration.output });
  return {
    ...listed(declaration, { input, output }),
    seenIn: declaration.effect === "reads" ? undefined : declaration.seenIn,
    asksOthers: declaration.effect !== "reads" && declaration.asksOthers === true,
    async run(args, api, installation, signal) {
      const given = args as Arguments<Shape>;
      const parameters = values?.(given, installation) ?? (given as Values);
      const call = { action: declaration.action, values: parameters, reads: effect === "reads", signal };
      if (declaration.effect !== "reads" || declaration.otherwise === undefined) return reshape(await api.call(call));
      const { action, reshape: reshapeOther } = declaration.otherwise;
      return api.call(call).then(reshape, async (error) => {
        if (!(error instanceof ApiProblem && error.lacksAction)) throw error;
        return reshapeOther(await api.call({ ...call, action }));
      });
    },
  };
}
