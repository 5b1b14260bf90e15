/** Where the official everything server is installed, if it is. Here, since what is bundled finds files by its own place. */
import { createRequire } from "node:module";

/** The path of its program. */
export function everythingFile(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("@modelcontextprotocol/server-everything/dist/index.js");
  } catch {
    return undefined;
  }
}
