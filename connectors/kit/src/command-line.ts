/** What the command was asked to do. */
import { parseArgs } from "node:util";

/** A way to run, or what is wrong with the words given. */
export type CommandLine =
  | { readonly kind: "help" | "version" | "stdio" }
  | { readonly kind: "http"; readonly host: string; readonly port: number; readonly json: boolean }
  | { readonly kind: "wrong"; readonly problem: string };

const options = {
  http: { type: "boolean" },
  host: { type: "string" },
  port: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
} as const;

/** Reads the words after the command's name; `port` is where to listen when they do not say. */
export function readCommandLine(words: readonly string[], port: number): CommandLine {
  try {
    const { values } = parseArgs({ args: [...words], options, strict: true, allowPositionals: false });
    if (values.help) return { kind: "help" };
    if (values.version) return { kind: "version" };
    if (values.http) return httpAt(values.host ?? "127.0.0.1", values.port ?? String(port), values.json ?? false);
    const stray = (["host", "port", "json"] as const).filter((name) => values[name] !== undefined);
    return stray.length === 0 ? { kind: "stdio" } : wrong(`--${stray.join(", --")} goes with --http`);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

const wrong = (problem: string): CommandLine => ({ kind: "wrong", problem });

function httpAt(host: string, port: string, json: boolean): CommandLine {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return wrong("--port takes a number from 0 to 65535");
  return host === "" ? wrong("--host takes an address") : { kind: "http", host, port: Number(port), json };
}

/** Whether only this machine reaches the address. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
