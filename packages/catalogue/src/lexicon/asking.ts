import { askingNouns } from "./objects.js";

/** Last words that make a name without a verb a question. */
export const asking: ReadonlySet<string> = new Set(askingNouns.trim().split(/\s+/));
