/**
 * What can be said of a policy once the server's schemas are known. All are warnings: a schema is a claim of the server,
 * and the policy holds whatever the server is like.
 */
export const fitCodes = {
  unknown_tool: "The server has no tool of this name, or none that fits this glob.",
  unknown_argument: "A path names an argument that the tool's schema does not have.",
  type_never_fits: "The argument's type can never fit the operator, its value or the function.",
  never_fires: "By the schema the condition can never hold, so that the group never fires, or refuses every call.",
  optional_argument: "The argument may be left out and the condition does not say what then; `if_absent` says it.",
  optional_amount: "A limit counts an argument that may be left out; a call without it is refused.",
} as const;

export type FitCode = keyof typeof fitCodes;

/** A warning with its place in the document, and what to write. */
export type FitWarning = {
  readonly code: FitCode;
  /** RFC 6901, into the document. */
  readonly pointer: string;
  readonly message: string;
  readonly hint: string;
};
