/** The cells of all subjects, interleaved as those of the load: load/rounds.ts says why. */
import type { CellResult } from "../load/cell.js";
import type { Progress } from "../load/rounds.js";
import type { Options } from "../options.js";
import type { StdioOrder, StdioSubject } from "./subject.js";

export const inFlights = [1, 8] as const;

export type StdioCell = CellResult & {
  readonly round: number;
  readonly inFlight: number;
  readonly subject: StdioSubject;
};

const WARM_UP_CALLS = 10_000;
const WARM_UP_SECONDS_AT_MOST = 4;

/** Proves that wrong answers show, warms up, and runs all rounds. */
export async function runStdioRounds(
  subjects: readonly StdioSubject[],
  spinners: readonly number[],
  options: Options,
  progress: Progress,
): Promise<readonly StdioCell[]> {
  for (const subject of subjects) {
    await proveThatErrorsShow(subject);
    await warmUp(subject, options.rounds > 4 ? 1 : 1 / 4);
  }
  const cells: StdioCell[] = [];
  const all = options.rounds * inFlights.length * subjects.length;
  for (let round = 0; round < options.rounds; round++) {
    for (const inFlight of inFlights) {
      for (let i = 0; i < subjects.length; i++) {
        const subject = subjects[(i + round) % subjects.length] as StdioSubject;
        progress(cells.length, all, `${inFlight} in flight, ${subject.title}`);
        const order = orderOf(subject, inFlight, options);
        const result = await subject.run({ ...order, processes: { ...subject.processes, spinners } });
        cells.push({ ...result, round, inFlight, subject });
      }
    }
  }
  return cells;
}

/** A load generator that sees no errors proves nothing unless it would see them: it is told to expect another invoice. */
async function proveThatErrorsShow(subject: StdioSubject): Promise<void> {
  const { body, expected } = subject.exchange;
  const after = expected.after.replace("4711", "4712");
  const before = expected.before.replace("4711", "4712");
  const order = orderOf(subject, 2, { warmUpSeconds: 0, seconds: 0.1 });
  const { calls, errors } = await subject.run({ ...order, exchange: { body, expected: { before, after } } });
  if (calls > 0 || errors === 0) {
    throw new Error(`${subject.title}: the load generator took ${calls} wrong answers for right ones`);
  }
}

async function warmUp(subject: StdioSubject, share: number): Promise<void> {
  const order = orderOf(subject, 8, { warmUpSeconds: 0, seconds: 0.25 });
  const until = performance.now() + WARM_UP_SECONDS_AT_MOST * share * 1_000;
  for (let calls = 0; calls < WARM_UP_CALLS * share && performance.now() < until; ) {
    const cell = await subject.run(order);
    if (cell.errors > 0) {
      throw new Error(`${subject.title}: a wrong answer: ${cell.firstError}`);
    }
    calls += cell.calls;
  }
}

function orderOf(
  { exchange }: StdioSubject,
  inFlight: number,
  { warmUpSeconds, seconds }: Pick<Options, "warmUpSeconds" | "seconds">,
): StdioOrder {
  return { exchange, inFlight, warmUpSeconds, seconds, processes: {} };
}
