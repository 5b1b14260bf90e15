/**
 * What the read stage makes of a body: one message that can be read in one way only. Everything behind works on these
 * fields and never reads the body again; the body itself travels on as it came.
 */
import type { JsonValue } from "@turnpike/json";
import type { Generation, MethodEntry } from "../methods.js";
import type { RequestId } from "../refusal.js";

/** What a policy is asked about: the shape that `@turnpike/policy` judges. */
export type MessageSubject =
  | { readonly kind: "tool"; readonly name: string; readonly args: JsonValue | undefined }
  | { readonly kind: "resource"; readonly uri: string }
  | { readonly kind: "prompt"; readonly name: string; readonly args: JsonValue | undefined };

export type Message = {
  readonly kind: "request" | "notification" | "response";
  readonly entry: MethodEntry;
  readonly method: string;
  /** Requests and responses have one. */
  readonly id: RequestId | undefined;
  readonly generation: Generation;
  /** The revision that the message itself names: its envelope, its header, or the `params` of `initialize`. */
  readonly protocolVersion: string | undefined;
  /** `call`: the subject is judged. `readable`: it must not be hidden or denied. `nothing`: there is no subject. */
  readonly asks: "call" | "readable" | "nothing";
  readonly subject: MessageSubject | undefined;
  /** The tool, prompt or URI as the log names it. */
  readonly name: string | undefined;
  /** Top-level keys of the arguments for the log: sorted, at most 64, each of at most 128 characters. */
  readonly argumentKeys: readonly string[];
  /** The tasks that it asks about: they must be ones of this grant. */
  readonly taskIds: readonly string[];
  /** A list is asked for from its beginning. */
  readonly firstPage: boolean;
  readonly progressToken: string | number | undefined;
  /** The request that a notification cancels; undefined when it says none, and for all else. */
  readonly cancels: RequestId | undefined;
  /** The round of an `input_required` exchange that this call answers; undefined for a call that begins anew. */
  readonly round: string | undefined;
  /** The bytes as they came; undefined for what has no body. */
  readonly body: Buffer | undefined;
};

/** The headers that repeat what the body says; each at most once. */
export type MirrorHeaders = {
  readonly protocolVersion: string | undefined;
  readonly method: string | undefined;
  readonly name: string | undefined;
};
