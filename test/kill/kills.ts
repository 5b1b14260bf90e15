/** Many lives, one after another: as many kills as are asked for, every named point among them. */
import { Random } from "../../packages/gateway/test/support/random.js";
import type { Audit } from "./books.js";
import { type Death, killsOf, live } from "./life.js";
import { points } from "./points.js";

export type KillOptions = {
  readonly kills: number;
  readonly seed: number;
  /** Told after each life how many kills there were so far. */
  readonly report?: (killed: number) => void;
};

export type KillResult = {
  readonly seed: number;
  readonly kills: Readonly<Record<string, number>>;
  readonly killed: number;
  /** Sums over all lives. */
  readonly totals: Readonly<Omit<Audit, "problems" | "counters">>;
};

const DEATHS_IN_A_LIFE = 25;

/** Kills until there were as many kills; rejects at the first wrong book with the seed in the message. */
export async function killMany({ kills, seed, report = () => {} }: KillOptions): Promise<KillResult> {
  const random = new Random(seed);
  const tally: Record<string, number> = {};
  const totals = { records: 0, reached: 0, denied: 0, interrupted: 0, doubtful: 0 };
  const nextDeath = deaths(random);
  let killed = 0;
  while (killed < kills) {
    const planned = plan(nextDeath, Math.min(kills - killed, DEATHS_IN_A_LIFE));
    const life = await live(planned, random).catch((cause: unknown) => {
      throw new Error(`with seed ${seed}, after ${killed} kills: ${String(cause)}`, { cause });
    });
    for (const [name, count] of Object.entries(life.kills)) {
      tally[name] = (tally[name] ?? 0) + count;
      killed += count;
    }
    for (const name of Object.keys(totals) as (keyof typeof totals)[]) totals[name] += life.audit[name];
    report(killed);
  }
  return { seed, kills: tally, killed, totals };
}

/** As many deaths as make so many kills. */
function plan(nextDeath: () => Death, kills: number): readonly Death[] {
  const planned: Death[] = [];
  for (let left = kills; left > 0; ) {
    const death = nextDeath();
    planned.push(death);
    left -= killsOf(death);
  }
  return planned;
}

/** Three of four at a point, each point in its turn; the others at any moment. */
function deaths(random: Random): () => Death {
  let count = 0;
  const atAnyMoment: readonly Death[] = [
    { kind: "gateway" },
    { kind: "both" },
    { kind: "server" },
    { kind: "child" },
    { kind: "wrappers" },
  ];
  return () => {
    count += 1;
    if (count % 4 === 0) return random.pick(atAnyMoment);
    const turn = count - Math.ceil(count / 4);
    return { kind: "point", point: points[turn % points.length] ?? "" };
  };
}
