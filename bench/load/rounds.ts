/**
 * The measurement: in every round each row is gone through with all subjects one after the other, beginning with
 * another one each round, so that a machine that gets slower or faster meanwhile hits all of them alike. What is
 * compared is always of the same round and row.
 */
import { ask as askChild, pidOf, startModule, stop } from "../machine/child.js";
import { startSpinners } from "../machine/spinners.js";
import type { Options } from "../options.js";
import { type Conversation, converse, openSessions } from "../subjects/acquaint.js";
import type { Subject, SubjectId } from "../subjects/subject.js";
import type { Kind } from "../traffic/messages.js";
import type { CellOrder, CellResult } from "./cell.js";

export type Cell = CellResult & {
  readonly round: number;
  readonly kind: Kind;
  readonly connections: number;
  readonly subject: SubjectId;
};

export type Progress = (done: number, all: number, what: string) => void;

/** Of each subject and kind; a quarter of it in a short run. */
const WARM_UP_CALLS = 10_000;
const WARM_UP_SECONDS_AT_MOST = 5;

/** Runs all rounds over the subjects and gives every cell. */
export async function runRounds(
  subjects: readonly Subject[],
  upstreamPid: number,
  options: Options,
  progress: Progress,
): Promise<readonly Cell[]> {
  const generator = startModule("processes/generator");
  const spinners = options.awake ? await startSpinners() : [];
  try {
    const conversations = await acquaintAll(subjects, options);
    const ask = (order: CellOrder) => askChild<CellResult>(generator, order);
    await proveThatErrorsShow(ask, subjects, conversations, options);
    await warmUp(ask, subjects, conversations, options);
    const plan = planOf(subjects, options);
    const cells: Cell[] = [];
    for (const step of plan) {
      const { subject, kind, connections, round } = step;
      progress(cells.length, plan.length, `${kind}, ${connections} connections, ${subject.title}`);
      const order = orderOf(subject, conversationOf(conversations, subject, kind), connections, options);
      const others = { generator: [pidOf(generator)], spinners: spinners.map(pidOf) };
      const upstream = subject.id === "direct" ? {} : { upstream: [upstreamPid] };
      const processes = { subject: subject.pids, ...upstream, ...others };
      cells.push({ ...(await ask({ ...order, processes })), round, kind, connections, subject: subject.id });
    }
    return cells;
  } finally {
    await Promise.all([generator, ...spinners].map(stop));
  }
}

type Conversations = ReadonlyMap<string, Conversation>;
type Ask = (order: CellOrder) => Promise<CellResult>;

async function acquaintAll(subjects: readonly Subject[], options: Options): Promise<Conversations> {
  const conversations = new Map<string, Conversation>();
  for (const subject of subjects) {
    const sessions = await openSessions(subject, options.generation);
    for (const kind of options.kinds) {
      conversations.set(`${subject.id} ${kind}`, await converse(subject, kind, options.generation, sessions));
    }
  }
  return conversations;
}

function conversationOf(conversations: Conversations, subject: Subject, kind: Kind): Conversation {
  return conversations.get(`${subject.id} ${kind}`) as Conversation;
}

/** A generator that sees no errors proves nothing unless it would see them: the upstream answers with wrong ids once. */
async function proveThatErrorsShow(
  ask: Ask,
  subjects: readonly Subject[],
  conversations: Conversations,
  options: Options,
): Promise<void> {
  const direct = subjects.find((subject) => subject.id === "direct");
  const kind = options.kinds[0];
  if (direct === undefined || kind === undefined) {
    return;
  }
  const conversation = conversationOf(conversations, direct, kind);
  const heads = conversation.heads.map((head) => head.replace(" /mcp ", " /wrong "));
  const order = orderOf(direct, { ...conversation, heads }, 2, { warmUpSeconds: 0, seconds: 0.05 });
  const { calls, errors } = await ask(order);
  if (calls > 0 || errors === 0) {
    throw new Error(`the load generator took ${calls} wrong answers for right ones`);
  }
}

/**
 * Lets the compilers of all processes settle before anything is counted. By calls, not by time: where others keep the
 * machine busy, it is calls that are missing.
 */
async function warmUp(
  ask: Ask,
  subjects: readonly Subject[],
  conversations: Conversations,
  { kinds, rounds }: Options,
): Promise<void> {
  const share = rounds > 4 ? 1 : 1 / 4;
  for (const subject of subjects) {
    for (const kind of kinds) {
      const order = orderOf(subject, conversationOf(conversations, subject, kind), 8, {
        warmUpSeconds: 0,
        seconds: 0.25,
      });
      const until = performance.now() + WARM_UP_SECONDS_AT_MOST * share * 1_000;
      for (let calls = 0; calls < WARM_UP_CALLS * share && performance.now() < until; ) {
        calls += (await ask(order)).calls;
      }
    }
  }
}

function orderOf(
  subject: Subject,
  conversation: Conversation,
  connections: number,
  { warmUpSeconds, seconds }: Pick<Options, "warmUpSeconds" | "seconds">,
): CellOrder {
  return { port: subject.port, ...conversation, connections, warmUpSeconds, seconds, processes: {} };
}

type Step = { round: number; kind: Kind; connections: number; subject: Subject };

function planOf(subjects: readonly Subject[], { rounds, kinds, connections }: Options): readonly Step[] {
  const steps: Step[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      for (const count of connections) {
        const row = subjects.filter((subject) => measures(subject, kind));
        for (let i = 0; i < row.length; i++) {
          steps.push({ round, kind, connections: count, subject: row[(i + round) % row.length] as Subject });
        }
      }
    }
  }
  return steps;
}

/** A list is no call: it commits nothing, so how a commit is made durable cannot show. */
function measures(subject: Subject, kind: Kind): boolean {
  return !(subject.id === "power" && kind === "list");
}
