/** How the story is told: in scenes for people, 80 columns wide, or as one object an answer for programs. */
import type { Output } from "../output/output.js";
import { columns } from "../output/table.js";

/** What became of a call. */
export interface Answer {
  readonly ok: boolean;
  /** What the teller says of it; the agent's own words where it was refused. */
  readonly text: string;
}

export interface Teller {
  /** The title; for people only, as is all that is no answer. */
  begins(title: string): void;
  says(text: string): void;
  lists(heading: readonly string[], rows: readonly (readonly string[])[]): void;
  /** Why nothing happens for a while: no part of the story. */
  waits(why: string): void;
  /** Begins the next scene. */
  scene(title: string): void;
  /** What the agent asks, and what it is answered. */
  answered(call: string, answer: Answer): void;
  /** The end: where the invoice is seen, while this command runs. */
  ends(invoice: { readonly id: number; readonly url: string }, command: string): void;
}

/** Tells it where the command prints. */
export function tellerFor(out: Output): Teller {
  return out.json ? programTeller(out) : peopleTeller(out);
}

const width = 78;
const indent = "   ";

function peopleTeller({ text: print, remark, paint }: Output): Teller {
  let scenes = 0;
  return {
    begins: (title) => print(paint.bold(title)),
    waits: remark,
    says: (text) => print(filled(text, indent, indent)),
    lists: (heading, rows) => print(columns(heading, rows, paint).replace(/^/gm, indent)),
    scene(title) {
      scenes++;
      print(`\n${paint.bold(`${scenes}  ${title}`)}`);
    },
    answered(call, { ok, text }) {
      const colour = ok ? paint.green : paint.red;
      print(`${indent}${paint.cyan(call)}`);
      print(filled(text, `${indent}${ok ? "✓" : "✗"} `, `${indent}  `, colour));
    },
    ends({ url }, command) {
      print(`\n${paint.bold("The first invoice, in a browser while the demonstration runs")}`);
      print(`${indent}${url}\n${indent}${command}\n`);
    },
  };
}

function programTeller({ object, remark }: Output): Teller {
  let title = "";
  return {
    begins: () => {},
    waits: remark,
    says: () => {},
    lists: () => {},
    scene(next) {
      title = next;
    },
    answered: (call, { ok, text }) => object({ scene: title, call, outcome: ok ? "allow" : "deny", message: text }),
    ends: (invoice) => object({ invoice }),
  };
}

/** A text in lines of the width, each painted for itself, so that no colour runs into the margin. */
function filled(text: string, first: string, others: string, paint = (line: string) => line): string {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && first.length + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line, index) => `${index === 0 ? first : others}${paint(line)}`).join("\n");
}
