/** Names or ids: whatever an operation is about may be called by either, and never by something that fits two things. */
import { ControlError } from "./errors.js";
import { nearestName } from "./nearest.js";

/** Something that has a name beside its id. */
export type Named = { readonly id: string; readonly name: string };

/** The one of `candidates` whose id or name is `text`; `where` completes the sentence when there is none. */
export function pick<T extends Named>(kind: string, text: string, candidates: readonly T[], where = ""): T {
  const fitting = candidates.filter(({ id, name }) => id === text || name === text);
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  if (only !== undefined) {
    const ids = fitting.map(({ id }) => id);
    throw new ControlError(
      "ambiguous",
      `\`${text}\` fits ${ids.length} ${kind}s${where}: say which by its id, ${ids.join(" or ")}`,
      { ids },
    );
  }
  throw new ControlError(
    "not_found",
    `no ${kind} \`${text}\`${where}${whatThereIs(
      text,
      candidates.map(({ name }) => name),
    )}`,
  );
}

const mostNamed = 8;

function whatThereIs(text: string, names: readonly string[]): string {
  const nearest = nearestName(text, names);
  if (nearest !== undefined) return `: did you mean \`${nearest}\`?`;
  if (names.length === 0) return ": there are none yet";
  const some = names.slice(0, mostNamed).map((name) => `\`${name}\``);
  return `: there ${names.length === 1 ? "is" : "are"} ${some.join(", ")}${names.length > mostNamed ? ", …" : ""}`;
}
