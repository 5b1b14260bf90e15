/** Values that PHP clients pack into one text: base64 of serialize(), and base64 of JSON. Data only: objects are refused. */
import { unserialize } from "php-serialize";
import { type PhpValue, toPhp } from "./php-value.js";

const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const largestBytes = 10 * 1024 * 1024;

/** Unpacks base64 of PHP's serialize(); undefined when it is not that. */
export function unpackPhp(text: string): PhpValue | undefined {
  return unpack(text, (serialized) => unserialize(serialized, Object.create(null), { strict: true }));
}

/** Unpacks base64 of JSON; undefined when it is not that. */
export function unpackJson(text: string): PhpValue | undefined {
  return unpack(text, JSON.parse);
}

function unpack(text: string, parse: (text: string) => unknown): PhpValue | undefined {
  const compact = text.replace(/\s/g, "");
  if (!base64.test(compact) || compact.length > largestBytes) return undefined;
  try {
    return toPhp(parse(Buffer.from(compact, "base64").toString("utf8")));
  } catch {
    return undefined;
  }
}
