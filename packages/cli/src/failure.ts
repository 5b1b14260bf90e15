/**
 * How a command fails: a stable code for programs, a sentence for people, and an exit code that says whose fault it
 * was. The table is the whole list; the reference of the command line is generated from it.
 */

/** 0 done, 1 the thing asked about is not in order, 2 wrong usage, 3 the gateway cannot be reached. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Every code that `{"error":{"code"}}` may have, its exit code, and what it means. */
export const failureCodes = {
  usage: { exit: 2, means: "the command line itself is wrong: an unknown command or option, a missing argument" },
  invalid: { exit: 2, means: "an argument has a value that is not accepted; the message says what is" },
  ambiguous: { exit: 2, means: "a name or id fits several things; `detail.ids` lists them" },
  unreadable: { exit: 2, means: "a file named on the command line cannot be read" },
  unwritable: { exit: 2, means: "a file or folder named on the command line cannot be written" },
  list_unreadable: { exit: 1, means: "what should be a tool list is none; the message says where it is wrong" },
  server_silent: { exit: 1, means: "the MCP server that was asked for its tools does not answer, or refuses" },
  not_utf8: { exit: 1, means: "a file holds other bytes than UTF-8 text; `detail.line` says where" },
  settings: {
    exit: 2,
    means:
      "flags, variables or the configuration file hold settings that are wrong or unknown; `detail.problems` lists all",
  },
  unsupported: { exit: 2, means: "asked for something that this version does not do" },
  not_found: { exit: 1, means: "no server, policy, version or grant of that name or id" },
  taken: { exit: 1, means: "the name or label is in use" },
  policy_invalid: {
    exit: 1,
    means: "the policy is not valid; `detail.errors` and `detail.warnings` are those of `policy validate`",
  },
  forbidden: { exit: 1, means: "the role of whoever asks does not allow it" },
  already_running: { exit: 1, means: "a gateway is running on this data folder; `detail` has its `url` and `pid`" },
  cannot_listen: { exit: 1, means: "the address or port cannot be listened on" },
  data_folder: {
    exit: 1,
    means: "the data folder cannot be used: not to be written, damaged, not Turnpike's, or made by a newer version",
  },
  key: { exit: 1, means: "the key for credentials is malformed or exposed, or is not the one that sealed them" },
  install: { exit: 1, means: "the embedded store's native module is missing or was built for something else" },
  store_unavailable: { exit: 1, means: "the store does not answer: locked, disk full, or an I/O error" },
  internal: { exit: 1, means: "a fault of Turnpike itself; `detail` has the trace" },
  unreachable: { exit: 3, means: "the gateway cannot be reached; no command of this version asks one" },
} as const satisfies Record<string, { exit: ExitCode; means: string }>;

/** A code of the table. */
export type FailureCode = keyof typeof failureCodes;

/** A command that could not do what it was asked. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly detail: unknown;

  constructor(code: FailureCode, message: string, detail: unknown = null) {
    super(message);
    this.code = code;
    this.detail = detail;
  }

  get exit(): ExitCode {
    return failureCodes[this.code].exit;
  }
}
