/** Every finding: a stable code, how grave it is, and what it means. docs/findings.md is written from this table. */

export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

type Entry = { readonly severity: Severity; readonly means: string; readonly advice: string };

export const findingCodes = {
  hidden_instruction: {
    severity: "critical",
    means:
      "A text of the tool speaks to the model instead of describing the tool: it gives orders, or asks for silence.",
    advice: "Do not connect the server before its author has explained the text.",
  },
  invisible_characters: {
    severity: "critical",
    means:
      "A text holds characters that a person does not see and a model reads: zero-width, direction, tag characters.",
    advice: "Look at the text with its characters made visible before anything else.",
  },
  look_alike_name: {
    severity: "high",
    means: "A name is written with letters of another script, or reads like another tool's name.",
    advice: "Hide the tool, or name it by its exact characters in the policy.",
  },
  duplicate_name: {
    severity: "high",
    means: "Two tools have the same name, or names that differ only in case and punctuation.",
    advice: "Hide both until the server's author has told them apart.",
  },
  shadows_tool: {
    severity: "high",
    means:
      "The text says how tools that are not this server's are used, or that this one is to be used in their place.",
    advice: "Connect the two servers with separate grants, or hide the tool.",
  },
  secret_in_text: {
    severity: "high",
    means: "A description, default or example holds what looks like a credential.",
    advice: "Have the credential revoked; every client that listed the tools has it.",
  },
  annotation_contradicted: {
    severity: "high",
    means: "The tool claims to be read-only and its name, description or arguments say that it is not.",
    advice: "Give the tool the rule of its category; clients that trust annotations call it without asking.",
  },
  destructive_unmarked: {
    severity: "medium",
    means: "The tool claims not to be destructive and its name, description or arguments say that it is.",
    advice: "Give the tool the rule of its category.",
  },
  schema_invalid: {
    severity: "medium",
    means: "The tool's schema cannot be valid, or no call can satisfy it.",
    advice: "Report it to the server's author; conditions on such arguments are a guess.",
  },
  schema_missing: {
    severity: "low",
    means: "The tool has no input schema that says what its arguments are.",
    advice: "Write conditions with `if_absent`, since nothing says which arguments exist.",
  },
  name_elsewhere: {
    severity: "low",
    means: "Another server of the same scan has a tool of this name; some clients do not tell servers apart.",
    advice: "Use a client that puts the server's name before the tool's, or hide one of the two.",
  },
  name_not_allowed: {
    severity: "low",
    means: "The name is empty, longer than 128 characters, or has characters that the protocol advises against.",
    advice: "Quote it in a policy exactly as it is; one with a star cannot be named there and stays denied.",
  },
  no_description: {
    severity: "low",
    means: "The tool has no description, so that a model guesses what it does from its name.",
    advice: "Hide what agents do not need.",
  },
  list_costs_tokens: {
    severity: "low",
    means: "The tool list alone takes more than 8,000 tokens of every conversation, more than nine servers in ten.",
    advice: "Hide what agents do not need; the finding says what hiding saves.",
  },
} as const satisfies Record<string, Entry>;

export type FindingCode = keyof typeof findingCodes;

/** A finding; `tool` is null where it is about the whole server. */
export type Finding = {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
  readonly tool: string | null;
};

/** Makes a finding with the severity of its code. */
export function finding(code: FindingCode, tool: string | null, message: string): Finding {
  return { code, severity: findingCodes[code].severity, message, tool };
}
