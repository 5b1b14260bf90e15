/** A call that its policy refuses, or that waits for a person: recorded already, and answered as POLICY section 5 says. */
import type { Decision } from "@turnpike/policy";
import type { Judged } from "./stages.js";

export class RefusedByPolicy extends Error {
  readonly judged: Judged;
  readonly decision: Decision;
  readonly requestId: string;

  constructor(judged: Judged, decision: Decision, requestId: string) {
    super(decision.message);
    this.judged = judged;
    this.decision = decision;
    this.requestId = requestId;
  }
}
