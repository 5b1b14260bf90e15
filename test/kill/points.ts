/** The named points at which a gateway is killed: before and after each stage of the path, and within the store. */

const stages = ["receive", "grant", "read", "policy", "reserve", "upstream", "answer", "settle"] as const;

export const points: readonly string[] = [
  ...stages.flatMap((stage) => [`${stage} enters`, `${stage} leaves`]),
  "transaction begun",
  "before commit",
  "after commit",
];
