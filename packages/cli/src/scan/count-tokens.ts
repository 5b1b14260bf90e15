/** Counts tokens as the newer models of OpenAI do (o200k); others differ by some per cent. */
import type { CountTokens } from "@turnpike/catalogue";

/** Loads the tables, which take half a second, when a scan needs them. */
export async function loadTokenCounter(): Promise<CountTokens> {
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  // What reads like a control token in a stranger's text is text.
  return (text) => countTokens(text, { disallowedSpecial: new Set() });
}
