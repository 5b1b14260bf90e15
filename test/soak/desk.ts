/** What people do to a gateway while it runs, through the command line as they would. */
import type { Random } from "../../packages/gateway/test/support/random.js";
import { type Limit, limits, policyWith } from "../kill/limits.js";
import { type GatewayProcess, turnpikeJson } from "../support/gateway-process.js";

export type Desk = {
  /** How many grants there are at any time. */
  readonly grants: number;
  /** Where and with what the grant's agents call now. */
  target(grant: number): { readonly url: string; readonly token: string };
  /** Saves another version of a policy: other words, other refusals, a tighter limit; the counters stay the same. */
  editPolicy(): Promise<void>;
  /** Gives a grant another token. */
  rotate(): Promise<void>;
  /** Revokes a grant and makes another in its place. */
  replace(): Promise<void>;
};

type Issued = { readonly id: string; readonly url: string; readonly token: string };
type Place = { readonly server: string; issued: Issued };

const GRANTS_PER_SERVER = 2;

/** Registers a server for each target, as the command line takes them, with its policy and its grants. */
export async function openDesk(
  gateway: GatewayProcess,
  targets: readonly (readonly string[])[],
  random: Random,
  beside: readonly Limit[],
): Promise<Desk> {
  const { data } = gateway;
  const places: Place[] = [];
  let labels = 0;
  const savePolicy = async (server: string, document: string) =>
    void (await turnpikeJson(["policy", "add", server, "spending", "-"], { data, input: document }));
  const create = async (server: string): Promise<Issued> => {
    labels += 1;
    return first(
      await turnpikeJson<Issued>(["grant", "create", server, `agent-${labels}`, "--policy", "spending"], { data }),
    );
  };
  for (const [index, target] of targets.entries()) {
    const server = `soak-${index + 1}`;
    await turnpikeJson(["server", "add", server, ...target], { data });
    await savePolicy(server, policyWith([...limits, ...beside]));
    for (let made = 0; made < GRANTS_PER_SERVER; made += 1) places.push({ server, issued: await create(server) });
  }
  return {
    grants: places.length,
    target: (grant) => first(places.slice(grant)).issued,
    editPolicy: () => savePolicy(random.pick(places).server, edited(random, beside)),
    async rotate() {
      const place = random.pick(places);
      place.issued = first(await turnpikeJson<Issued>(["grant", "rotate", place.issued.id], { data }));
    },
    async replace() {
      const place = random.pick(places);
      await turnpikeJson(["grant", "revoke", place.issued.id], { data });
      place.issued = await create(place.server);
    },
  };
}

/** A version with the same counters, none of whose limits is wider than the books know; `beside` stays as it is. */
function edited(random: Random, beside: readonly Limit[]): string {
  const tighter = limits.map((limit): Limit => ({ ...limit, max: Math.ceil(limit.max * (0.5 + random.next() / 2)) }));
  const refusal = {
    conditions: [{ path: "args.amount", op: "gt", value: 100 + random.below(400) }],
    on_deny: "too much",
  };
  const all = [...(random.chance(0.5) ? tighter : limits), ...beside];
  return policyWith(all, random.chance(0.5) ? { deny_if: [refusal] } : {});
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error("there is none");
  return item;
}
