/** The policy document: parse, check, compile, decide, explain. Pure: no I/O, no clock. */

export { type CompiledPolicy, compilePolicy } from "./compile/policy.js";
export { admit, type Counted, type Entry, type How, type LimitUse } from "./count/admit.js";
export { type Claim, counterKey, type Owners } from "./count/claim.js";
export { MemoryCounters } from "./count/memory.js";
export { printMillionths } from "./count/millionths.js";
export { givenBack, type Happened, type Release, releases, releasesOf } from "./count/release.js";
export { type CounterState, type CounterWindow, currentState, resetsAt } from "./count/windows.js";
export { conclude, countingOf, type Decision, type Outcome } from "./decide/conclude.js";
export { judge } from "./decide/judge.js";
export type { ApprovalNeed, Judgement, Refusal, RefusalReason, Shown, Subject } from "./decide/judgement.js";
export { filters, listed, offers, readable } from "./decide/listing.js";
export type { EntryKind } from "./decide/refusals.js";
export type {
  Action,
  Approval,
  ApproveGroup,
  Condition,
  DenyGroup,
  Limit,
  Mode,
  Op,
  PolicyDocument,
  PolicyValue,
  RateLimit,
  Rule,
  RuleBody,
  Scope,
  WindowName,
} from "./document.js";
export { durationSeconds } from "./duration.js";
export { globMatches, isGlob } from "./glob.js";
export { type Imported, importPolicy } from "./import/import.js";
export { nearest } from "./nearest.js";
export type { Format } from "./parse/text.js";
export { type Parsed, parsePolicy } from "./parse.js";
export { type Path, parsePath } from "./path.js";
export { placesOf, type TextPlace } from "./places.js";
export { printPolicy } from "./print.js";
export type { ErrorCode, Problem, ProblemCode, WarningCode } from "./problems.js";
export { policySchema } from "./schema.js";
export { readInstant } from "./suite/instant.js";
export { type PolicyFiles, parseSuite } from "./suite/parse-suite.js";
export { type CaseResult, runSuite, type SuiteFailure } from "./suite/run-suite.js";
export type {
  Answer,
  Expectation,
  Suite,
  SuiteCall,
  SuiteCase,
  SuiteParsed,
  SuitePlace,
  SuiteProblem,
} from "./suite/suite.js";
