/**
 * How PHP turns the names of a form's fields into variables: dots and spaces become underscores, brackets make arrays,
 * `a[]` appends, what comes last wins. https://www.php.net/manual/en/language.variables.external.php
 */
import type { PhpArray, PhpValue } from "./php-value.js";

/** PHP's own bound (`max_input_nesting_level`); deeper variables are dropped, as PHP does. */
const deepest = 64;

/** Sets the variable that a field's name stands for. A name that stands for none is dropped. */
export function setVariable(into: PhpArray, name: string, value: PhpValue): void {
  const path = variablePath(name);
  if (path === undefined) return;
  let array = into;
  for (const [index, step] of path.entries()) {
    const key = step ?? nextIndex(array);
    if (index === path.length - 1) {
      setMember(array, key, value);
      return;
    }
    const below = array.get(key);
    const next: PhpArray = below instanceof Map ? below : new Map();
    if (next !== below) setMember(array, key, next);
    array = next;
  }
}

/** `a[b][]` is `["a", "b", undefined]`; undefined for a name that PHP ignores. */
function variablePath(name: string): readonly (string | undefined)[] | undefined {
  const given = name.split("\0")[0]?.replace(/^ +/, "") ?? "";
  const bracket = given.indexOf("[");
  if (given === "" || bracket === 0) return undefined;
  if (bracket === -1 || !given.includes("]", bracket)) return [given.replace(/[ .[]/g, "_")];
  const path: (string | undefined)[] = [given.slice(0, bracket).replace(/[ .]/g, "_")];
  let rest = given.slice(bracket);
  while (rest.startsWith("[")) {
    const end = rest.indexOf("]");
    if (end === -1) break;
    const key = rest.slice(1, end);
    // PHP looks past one white space for the closing bracket, not past two.
    path.push(/^[ \t\r\n\v\f]?$/.test(key) ? undefined : key);
    rest = rest.slice(end + 1);
  }
  return path.length > deepest ? undefined : path;
}

/** What `[]` comes to in each array: looking for it there each time would take seconds in a long form. */
const nextIndexes = new WeakMap<PhpArray, number>();

function nextIndex(array: PhpArray): string {
  return String(nextIndexes.get(array) ?? 0);
}

function setMember(array: PhpArray, key: string, value: PhpValue): void {
  array.set(key, value);
  if (/^(0|[1-9]\d{0,14})$/.test(key)) {
    nextIndexes.set(array, Math.max(nextIndexes.get(array) ?? 0, Number(key) + 1));
  }
}
