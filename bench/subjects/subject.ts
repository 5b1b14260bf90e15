/** What is measured: something that listens and passes MCP messages on to the upstream. */

export type Subject = {
  readonly id: SubjectId;
  /** What the table calls it. */
  readonly title: string;
  readonly port: number;
  /** Where it takes MCP messages. */
  readonly path: string;
  readonly token: string;
  /** The processes whose CPU time is its cost. */
  readonly pids: readonly number[];
  /** Whether lists come out with the policy's hidden tools left out. */
  readonly filtersLists: boolean;
  stop(): Promise<void>;
};

export const subjectIds = ["direct", "bare", "control", "collected", "nginx", "gateway", "power"] as const;
export type SubjectId = (typeof subjectIds)[number];

/** A token of the form that grants have, for subjects that look at none. */
export const anyToken = `tp_${"0".repeat(43)}`;
