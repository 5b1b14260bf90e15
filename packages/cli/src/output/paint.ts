/** Colours, only where a person looks at a terminal and has not said otherwise (`NO_COLOR`, `TERM=dumb`). */

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** Writes a text in a colour, or as it is where there are none. */
export type Paint = { readonly [C in keyof typeof codes]: (text: string) => string };

type Stream = { readonly isTTY?: boolean | undefined };

/** The colours for one stream. */
export function paintFor(stream: Stream, env: Readonly<Record<string, string | undefined>>): Paint {
  const coloured = stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  const paint = ([on, off]: readonly [number, number]) =>
    coloured ? (text: string) => `\u001b[${on}m${text}\u001b[${off}m` : (text: string) => text;
  return {
    bold: paint(codes.bold),
    dim: paint(codes.dim),
    red: paint(codes.red),
    green: paint(codes.green),
    yellow: paint(codes.yellow),
    cyan: paint(codes.cyan),
  };
}
