/** What an answer means for the limits of its call. */
import type { Ended } from "../stages.js";
import type { Sniffed } from "./sniff.js";

/** By POLICY.md section 3, the table of releases. */
export function endedBy(sniffed: Sniffed, upstreamStatus: number): Ended {
  const ended = (happened: Ended["happened"], answered = true): Ended => ({ happened, upstreamStatus, answered });
  switch (sniffed.kind) {
    case "result":
      return ended("success");
    case "tool_error":
      return ended("error");
    case "error":
      return ended(sniffed.code === -32601 || sniffed.code === -32602 ? "rejected" : "error");
    case "input_required":
    case "task":
      return ended("uncertain");
    case "uncertain":
      return ended("uncertain", false);
  }
}
