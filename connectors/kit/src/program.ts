/** What one connector's program has of its own. */
import type { McpServer } from "@modelcontextprotocol/server";

/** A process's environment. */
type Environment = Readonly<Record<string, string | undefined>>;

/** What `--help` prints of one connector, in lines of at most 80 characters. */
export type Help = {
  /** What it is, after its name. */
  readonly about: string;
  /** The variables that it reads, and what else there is to say. */
  readonly environment: string;
};

/** A connector as a program. */
export type Program = {
  /** The command's name, which begins its messages. */
  readonly name: string;
  readonly version: string;
  readonly help: Help;
  /** Where `--http` listens unless told otherwise. */
  readonly port: number;
  /** What somebody could do who reaches it, after "whoever reaches it can". */
  readonly power: string;
  /**
   * Makes the function that makes a server for each connection; a configuration that is wrong must not make it fail.
   * `ended` says that serving is over, for what would otherwise go on.
   */
  serverFactory(environment: Environment, ended: AbortSignal): () => McpServer;
};
