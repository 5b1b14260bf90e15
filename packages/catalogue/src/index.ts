/** The catalogue: what a tool can do, what speaks for it, and the policy that should hold it. Pure: no I/O, no clock. */

export { CATEGORIES, type Category, type CategoryFacts, categoryFacts, gravity, RISKS, type Risk } from "./category.js";
export { type Classification, classifyServer } from "./classify/classify.js";
export { type Finding, type FindingCode, findingCodes, SEVERITIES, type Severity } from "./findings/codes.js";
export { findingsOf } from "./findings/findings.js";
export { type FitCode, type FitWarning, fitCodes } from "./fit/codes.js";
export { fitWarnings } from "./fit/fit.js";
export {
  exposurePoints,
  findingPoints,
  GRADES,
  type Grade,
  type Graded,
  type GradeReason,
  gradeFloors,
  gradeOf,
} from "./grade.js";
export { policyJson, recommendedYaml, suiteYaml } from "./recommend/print.js";
export {
  type Recommendation,
  type RecommendedTool,
  recommendPolicy,
  recommendToolPolicy,
  slug,
} from "./recommend/recommend.js";
export type { RecommendedRule, RecommendOptions } from "./recommend/rule.js";
export { recommendedSuite, toolSuite } from "./recommend/suite.js";
export { type Report, reportOn } from "./report.js";
export { type Argument, argumentsOf } from "./schema/arguments.js";
export { type Signal, type SignalCode, signalTexts } from "./signals.js";
export { splitName } from "./text/split-name.js";
export { visible } from "./text/visible.js";
export { type CountTokens, type TokenCost, tokenCost } from "./token-cost.js";
export type { Annotations, ServerTools, Tool } from "./tool.js";
