/** What is measured where an agent or a server speaks over pipes. */
import type { CellResult, Exchange, Measured } from "../load/cell.js";

/** How the agent reaches a subject, and how the subject reaches the server, with the words for it. */
export const ways = {
  toCommand: "an agent over HTTP, a server that is a command",
  toUrl: "an agent over stdio, a server over HTTP",
  aroundCommand: "an agent over stdio, a server that is a command",
} as const;
export type Way = keyof typeof ways;

/** One cell: so many calls in flight, which must be answered with what the exchange expects. */
export type StdioOrder = Measured & { readonly inFlight: number; readonly exchange: Exchange };

export type StdioSubject = {
  /** What the table calls it. */
  readonly title: string;
  /** The tables that it stands in: the floor stands in two. */
  readonly ways: readonly Way[];
  /** What was sent and answered when it was spoken to first. */
  readonly exchange: Exchange;
  readonly processes: {
    /** All its processes but for the MCP server's. */
    readonly subject: readonly number[];
    readonly server: readonly number[];
    readonly generator: readonly number[];
  };
  run(order: StdioOrder): Promise<CellResult>;
  stop(): Promise<void>;
};
