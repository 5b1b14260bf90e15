/**
 * The shape of an answer in a notation of one line: `{result:s, items:{item:{id:n}[]}}`. `s` is a text, `n` a number, `b`
 * true or false, `[]` behind something a list of it, `<key>` a name that is data.
 */
export type Shape =
  | { readonly kind: "text" | "number" | "bool" | "null" | "any" }
  | { readonly kind: "list"; readonly element: Shape }
  | { readonly kind: "map"; readonly element: Shape }
  | { readonly kind: "object"; readonly members: Readonly<Record<string, Shape>> };

const words: Readonly<Record<string, Shape>> = {
  s: { kind: "text" },
  n: { kind: "number" },
  b: { kind: "bool" },
  null: { kind: "null" },
};

/** Reads the notation. */
export function readShape(text: string): Shape {
  const tokens = text.match(/[{}:,]|\[\]|[^{}:,[\]\s]+/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? "";
  const shape = (): Shape => {
    let read: Shape =
      tokens[at] === "[]" ? { kind: "any" } : tokens[at] === "{" ? object() : (words[next()] ?? { kind: "any" });
    while (tokens[at] === "[]") {
      at += 1;
      read = { kind: "list", element: read };
    }
    return read;
  };
  const object = (): Shape => {
    const members: Record<string, Shape> = {};
    let keyed: Shape | undefined;
    at += 1;
    while (at < tokens.length && tokens[at] !== "}") {
      const name = next();
      at += 1;
      const member = shape();
      if (name.startsWith("<")) keyed = { kind: "map", element: member };
      else members[name] = member;
      if (tokens[at] === ",") at += 1;
    }
    at += 1;
    return keyed ?? { kind: "object", members };
  };
  return shape();
}

/** What is wrong with a value; `exempt` names paths whose shape is known to be another. */
export function faultsOf(
  value: unknown,
  shape: Shape,
  path: string,
  exempt: (path: string) => boolean,
): readonly string[] {
  if (exempt(path)) return [];
  switch (shape.kind) {
    case "any":
      return [];
    case "null":
      return [];
    case "text":
      return typeof value === "string" ? [] : [`${path} is no text`];
    case "number":
      return typeof value === "number" ? [] : [`${path} is no number`];
    case "bool":
      return typeof value === "boolean" ? [] : [`${path} is not true or false`];
    case "list":
      if (!Array.isArray(value)) return [`${path} is no list`];
      return value.flatMap((each) => faultsOf(each, shape.element, `${path}[]`, exempt));
    case "map":
      if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no map`];
      return Object.values(value).flatMap((each) => faultsOf(each, shape.element, `${path}.<>`, exempt));
    case "object": {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no object`];
      const given = value as Readonly<Record<string, unknown>>;
      return Object.entries(shape.members).flatMap(([name, member]) => {
        const below = path === "" ? name : `${path}.${name}`;
        if (exempt(below)) return [];
        return Object.hasOwn(given, name) ? faultsOf(given[name], member, below, exempt) : [`${below} is missing`];
      });
    }
  }
}
