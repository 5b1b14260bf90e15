/** What the gateway and its keeper of children say to each other: one of these a line, in JSON. */

/** A child to start. `env` is all that it gets. */
export type StartOrder = {
  readonly what: "start";
  readonly child: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
};

/** `stop`: the child has had its time to end by itself. */
export type Order = StartOrder | { readonly what: "stop"; readonly child: number };

export type News =
  | { readonly what: "started"; readonly child: number; readonly pid: number }
  | { readonly what: "failed"; readonly child: number; readonly reason: string }
  | {
      readonly what: "ended";
      readonly child: number;
      readonly code: number | null;
      readonly signal: NodeJS.Signals | null;
    };
