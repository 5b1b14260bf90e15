/** The kinds of configurable options, by the numbers under which they are kept. */
const optionTypes: Readonly<Record<number, string>> = { 1: "dropdown", 2: "radio", 3: "yesno", 4: "quantity" };

/** The word for the kind of an option, as answers have it. */
export function optionType(type: number): string {
  return optionTypes[type] ?? "";
}
