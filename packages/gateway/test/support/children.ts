/** Commands to be servers: the small programs beside this file, each run by this Node. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { StdioTarget } from "@turnpike/store";

/** The target of a program in `children/`. */
export function childTarget(program: string, ...args: readonly string[]): StdioTarget {
  return target(fileURLToPath(new URL(`./children/${program}.mjs`, import.meta.url)), ...args);
}

/** The everything server of the official repository. */
export function everythingTarget(): StdioTarget {
  const require = createRequire(import.meta.url);
  return target(require.resolve("@modelcontextprotocol/server-everything/dist/index.js"), "stdio");
}

function target(file: string, ...args: readonly string[]): StdioTarget {
  return { kind: "stdio", command: process.execPath, args: [file, ...args], cwd: process.cwd(), env: [] };
}
