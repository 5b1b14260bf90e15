/**
 * Paths of conditions and amounts: `args.a["odd.name"][0][*].b`, wrapped at most once in a function, as in
 * `sum(args.items[*].amount)` or `sum(args.items[*], price * quantity)`. Parsed once; what cannot be parsed says where
 * and what would be right.
 */

import { foldKey } from "@turnpike/json";
import { FUNCTIONS, type FunctionName } from "./document.js";
import { nearest } from "./nearest.js";

/** `folded` is the key as readers that ignore case see it. */
export type KeyStep = { readonly kind: "key"; readonly key: string; readonly folded: string };
export type Step = KeyStep | { readonly kind: "index"; readonly index: number } | { readonly kind: "each" };

export type Path = {
  readonly text: string;
  readonly fn: FunctionName | undefined;
  readonly steps: readonly Step[];
  /** The two members whose products are summed. */
  readonly product: readonly [KeyStep, KeyStep] | undefined;
};

/** `at` counts UTF-16 units from the start of the path. */
export type PathFault = { readonly at: number; readonly message: string; readonly hint: string };

export type PathRead = { readonly ok: true; readonly path: Path } | { readonly ok: false; readonly fault: PathFault };

/** A name that may stand after a point: no path punctuation, no quotes, no blanks. */
const NAME = /[^.[\]()"'`,*\\\s\p{Cc}]+/uy;
const QUOTED = /"(?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"/uy;
const SPACES = / */y;

/** Whether the path goes over every element of some array. */
export function overEach(path: Path): boolean {
  return path.steps.some((step) => step.kind === "each");
}

/** Reads a path. */
export function parsePath(text: string): PathRead {
  const reader = new PathReader(text);
  const path = reader.whole();
  return path === undefined ? { ok: false, fault: reader.fault } : { ok: true, path };
}

class PathReader {
  fault: PathFault = { at: 0, message: "", hint: "" };
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Path | undefined {
    const call = /^([A-Za-z_]+)\(/.exec(this.#text);
    if (call === null) return this.#plain();
    const name = call[1] ?? "";
    const fn = FUNCTIONS.find((known) => known === name);
    if (fn === undefined) return this.#fail(`no function is named \`${name}\``, functionHint(name));
    this.#at = call[0].length;
    return this.#wrapped(fn);
  }

  #plain(): Path | undefined {
    const steps = this.#steps();
    if (steps === undefined) return undefined;
    if (this.#at < this.#text.length) return this.#failStep();
    return { text: this.#text, fn: undefined, steps, product: undefined };
  }

  #wrapped(fn: FunctionName): Path | undefined {
    this.#match(SPACES);
    if (/^[A-Za-z_]+\(/.test(this.#text.slice(this.#at))) {
      return this.#fail("a path is wrapped in one function only", "write one function around one path");
    }
    const steps = this.#steps();
    if (steps === undefined) return undefined;
    this.#match(SPACES);
    let product: Path["product"];
    if (this.#text[this.#at] === ",") {
      product = this.#product(fn, steps);
      if (product === undefined) return undefined;
    }
    if (this.#text[this.#at] !== ")") return this.#failStep();
    if (++this.#at < this.#text.length) return this.#fail("nothing may follow the function", "end the path after `)`");
    return this.#fitting({ text: this.#text, fn, steps, product });
  }

  #product(fn: FunctionName, steps: readonly Step[]): Path["product"] {
    const shape = "write `sum(PATH[*], a * b)` with two members of each element";
    if (fn !== "sum") return this.#fail(`\`${fn}\` takes one path`, shape);
    if (steps.at(-1)?.kind !== "each") return this.#fail("a sum of products goes over the elements of an array", shape);
    this.#at++;
    const left = this.#member();
    if (left === undefined) return this.#fail("expected the name of a member", shape);
    if (this.#text[this.#at] !== "*") return this.#fail("expected `*` between two members", shape);
    this.#at++;
    const right = this.#member();
    return right === undefined ? this.#fail("expected the name of a member", shape) : [left, right];
  }

  #member(): KeyStep | undefined {
    this.#match(SPACES);
    const step = this.#text[this.#at] === "[" ? this.#bracket() : this.#name();
    this.#match(SPACES);
    return step?.kind === "key" ? step : undefined;
  }

  #fitting(path: Path): Path | undefined {
    this.#at = 0;
    if (path.fn === "length" && overEach(path)) {
      return this.#fail("`length` takes one string or array", "leave out `[*]`, or use `count` for how many elements");
    }
    if (path.steps.length === 0) {
      return this.#fail(
        `\`args\` is an object, which \`${path.fn}\` does not take`,
        "name an argument, as in `args.x`",
      );
    }
    return path;
  }

  #steps(): readonly Step[] | undefined {
    if (!/^args(?![^.[)\s,])/.test(this.#text.slice(this.#at))) return this.#failRoot();
    this.#at += 4;
    const steps: Step[] = [];
    for (;;) {
      const next = this.#text[this.#at];
      if (next !== "." && next !== "[") return steps;
      if (next === ".") this.#at++;
      const step = next === "." ? this.#name() : this.#bracket();
      if (step === undefined) return next === "." ? this.#failName() : this.#failBracket();
      if (steps.length === 0 && step.kind !== "key") {
        return this.#fail("`args` is an object, not an array", "name an argument first, as in `args.items[0]`");
      }
      steps.push(step);
    }
  }

  #name(): KeyStep | undefined {
    const key = this.#match(NAME);
    return key === "" ? undefined : keyStep(key);
  }

  #bracket(): Step | undefined {
    const start = this.#at++;
    const step = this.#inBracket();
    if (step !== undefined && this.#text[this.#at] === "]") {
      this.#at++;
      return step;
    }
    this.#at = start;
    return undefined;
  }

  #inBracket(): Step | undefined {
    if (this.#match(/\*/y) !== "") return { kind: "each" };
    const digits = this.#match(/0|[1-9][0-9]{0,14}/y);
    if (digits !== "") return { kind: "index", index: Number(digits) };
    const quoted = this.#match(QUOTED);
    const key = quoted === "" ? "\uD800" : (JSON.parse(quoted) as string);
    return /\p{Cs}/u.test(key) ? undefined : keyStep(key);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #failRoot(): undefined {
    const rest = this.#text.slice(this.#at);
    const wrong = /^(?:\$|args?|arguments|argument|params|parameters|input)(?:\.|$)/i.exec(rest)?.[0];
    const name = wrong === undefined ? rest : rest.slice(wrong.length);
    const example = /^[\w-]+/.exec(name)?.[0] ?? "amount";
    return this.#fail("a path starts at `args`", `write \`args.${example}\``);
  }

  #failStep(): undefined {
    const found = this.#text[this.#at];
    if (found === undefined) return this.#fail("the path ends too early", "close the function with `)`");
    return this.#fail(
      `unexpected \`${found}\` in the path`,
      'steps are `.name`, `["odd.name"]`, `[0]` and `[*]`, without blanks between them',
    );
  }

  #failName(): undefined {
    return this.#fail("expected a name after the point", 'write `.name`, or `["odd.name"]` for names with punctuation');
  }

  #failBracket(): undefined {
    return this.#fail(
      "a bracket holds an index, `*` or a name in double quotes",
      'write `[0]`, `[*]` or `["odd.name"]`; an index counts from 0 and has no sign',
    );
  }

  #fail(message: string, hint: string): undefined {
    if (this.fault.message === "") this.fault = { at: this.#at, message, hint };
    return undefined;
  }
}

function keyStep(key: string): KeyStep {
  return { kind: "key", key, folded: foldKey(key) };
}

function functionHint(name: string): string {
  const near = nearest(name, FUNCTIONS);
  return near === undefined ? `use one of ${FUNCTIONS.join(", ")}` : `did you mean \`${near}\`?`;
}
