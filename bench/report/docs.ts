/** Puts what a run printed into docs/performance.md, so that the page shows figures that a run gave and no others. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const page = fileURLToPath(new URL("../../../docs/performance.md", import.meta.url));

/** Replaces what stands between `<!-- name -->` and `<!-- end -->` by the text, as a block. */
export function writeIntoDocs(name: string, text: string): void {
  const begin = `<!-- ${name} -->`;
  const before = readFileSync(page, "utf8");
  const from = before.indexOf(begin);
  const to = before.indexOf("<!-- end -->", from);
  if (from < 0 || to < 0) {
    throw new Error(`docs/performance.md has no place for \`${name}\``);
  }
  const block = `${begin}\n\n\`\`\`text\n${text.trim()}\n\`\`\`\n\n`;
  writeFileSync(page, before.slice(0, from) + block + before.slice(to));
}
