/** DomainUpdateLockingStatus. */
import { domainOf } from "../../books/domain/find.js";
import { saveLock } from "../../books/domain/registrar.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";
import { registrarErrors } from "./domain-parameters.js";

const notFound = "Domain ID Not Found";
const noModule = "An invalid configuration was detected with the registrar module";

export const domainUpdateLockingStatus = action({
  name: "DomainUpdateLockingStatus",
  area: "domains",
  description: "Tell the registrar to lock a domain against transfers, or to unlock it",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    domainid: param.required(param.id("The domain", notFound), notFound),
    lockstatus: param.bool("1 to lock it, 0 or nothing to unlock it"),
  },
  response: {},
  errors: [notFound, noModule, ...registrarErrors],
  example: { request: { domainid: 1, lockstatus: true }, response: {} },
  async run(context, { domainid, lockstatus }) {
    const domain = await domainOf(context.db, { id: domainid }, notFound);
    if (domain.registrar === "") throw refuse(noModule);
    await saveLock(context, domain, lockstatus === true);
    return {};
  },
});
