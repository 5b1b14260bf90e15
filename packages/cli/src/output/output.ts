/**
 * What a command may print. Results go to standard output, as text for people or, with `--json`, as one object a
 * line; remarks that are no result go to standard error in both cases, so that a program reads nothing but objects.
 *
 * A failure is printed where the result would have been: with `--json` on standard output, since a program that asked
 * for objects reads them there; as text on standard error.
 */
import type { Failure } from "../failure.js";
import { type Paint, paintFor } from "./paint.js";

/** The two streams of a command. */
export interface Output {
  readonly json: boolean;
  /** Colours for standard output. */
  readonly paint: Paint;
  /** One object on a line of its own; only with `--json`. */
  object(value: unknown): void;
  /** Text for people, on standard output. */
  text(text: string): void;
  /** A remark that is no result: on standard error. */
  remark(text: string): void;
  /** Something to look at, though the command goes on: on standard error. */
  warn(text: string): void;
  /** Why the command failed. */
  failure(failure: Failure, hint?: string): void;
}

type Sink = { write(text: string): unknown; readonly isTTY?: boolean | undefined };

/** Output to the streams of a process. */
export function outputTo(
  streams: { readonly stdout: Sink; readonly stderr: Sink },
  env: Readonly<Record<string, string | undefined>>,
  json: boolean,
): Output {
  const { stdout, stderr } = streams;
  const loud = paintFor(stderr, env);
  return {
    json,
    paint: paintFor(stdout, env),
    object: (value) => void stdout.write(`${JSON.stringify(value)}\n`),
    text: (text) => void stdout.write(`${text}\n`),
    remark: (text) => void stderr.write(`${text}\n`),
    warn: (text) => void stderr.write(`${loud.yellow("warning:")} ${text}\n`),
    failure: ({ code, message, detail }, hint) => {
      if (json) stdout.write(`${JSON.stringify({ error: { code, message, detail } })}\n`);
      else stderr.write(`${loud.red("error:")} ${message}\n${hint ? `${hint}\n` : ""}`);
    },
  };
}
