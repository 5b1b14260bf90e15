/** What Xero puts around every answer that went well. */
import { randomUUID } from "node:crypto";
import type { Reply } from "./operation.js";

/** The reply as it goes over the wire; the envelope belongs to it, so that a repeated one is the same. */
export function enveloped({ status, body }: Reply, now: string): Reply {
  if (status !== 200) return { status, body };
  const head = {
    Id: randomUUID(),
    Status: "OK",
    ProviderName: "Turnpike Xero sandbox",
    DateTimeUTC: `/Date(${Date.parse(now)})/`,
  };
  return { status, body: { ...head, ...body } };
}
