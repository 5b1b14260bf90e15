/** What is measured: something that listens and passes MCP messages on to the upstream. */

/** Where and how an agent speaks to it. */
export type Door = {
  /** What the table calls it. */
  readonly title: string;
  readonly port: number;
  /** Where it takes MCP messages. */
  readonly path: string;
  readonly token: string;
  /** Whether lists come out with the policy's hidden tools left out. */
  readonly filtersLists: boolean;
  /** Set where every answer is a stream of events of the subject's own making: what is compared is the message in it. */
  readonly inEvents?: true;
};

export type Subject = Door & {
  readonly id: SubjectId;
  /** The processes whose CPU time is its cost. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
};

export const subjectIds = ["direct", "bare", "control", "collected", "nginx", "gateway", "power"] as const;
export type SubjectId = (typeof subjectIds)[number];

/** A token of the form that grants have, for subjects that look at none. */
export const anyToken = `tp_${"0".repeat(43)}`;
