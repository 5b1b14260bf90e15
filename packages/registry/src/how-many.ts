/** `1 tool`, `12,503 tokens`. */
export function howMany(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
