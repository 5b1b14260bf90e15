/** DomainGetLockingStatus. */
import { domainOf } from "../../books/domain/find.js";
import { recordOf } from "../../books/domain/registrar.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

const notFound = "Domain ID Not Found";

export const domainGetLockingStatus = action({
  name: "DomainGetLockingStatus",
  area: "domains",
  description: "Ask the registrar whether a domain is locked against transfers",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: { domainid: param.required(param.id("The domain", notFound), notFound) },
  response: { lockstatus: field.text("locked, unlocked, or unknown where the registrar cannot say") },
  errors: [notFound],
  example: { request: { domainid: 1 }, response: { lockstatus: "locked" } },
  async run(context, { domainid }) {
    const record = await recordOf(context, await domainOf(context.db, { id: domainid }, notFound));
    if (record === undefined) return { lockstatus: "unknown" };
    return { lockstatus: record.locked ? "locked" : "unlocked" };
  },
});
