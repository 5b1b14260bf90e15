/** The catalogue: what a tool can do, what speaks for it, and the policy that should hold it. Pure: no I/O, no clock. */

export { CATEGORIES, type Category, type CategoryFacts, categoryFacts, gravity, RISKS, type Risk } from "./category.js";
export { type Classification, classifyServer } from "./classify/classify.js";
export { type Signal, type SignalCode, signalTexts } from "./signals.js";
export type { Annotations, ServerTools, Tool } from "./tool.js";
