/** DomainRenew. */
import { domainOf } from "../../books/domain/find.js";
import { renewDomain } from "../../books/domain/registrar.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";
import { domainParameters, registrarErrors } from "./domain-parameters.js";

const notFound = "Domain Not Found";
const badPeriod = "The registration period must be 1 to 10 years";

export const domainRenew = action({
  name: "DomainRenew",
  area: "domains",
  description: "Send the order to renew a domain to its registrar",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    ...domainParameters(notFound),
    regperiod: param.int("For how many years (default: the domain's own term)"),
  },
  response: {},
  errors: [notFound, badPeriod, ...registrarErrors],
  example: { request: { domainid: 1, regperiod: 1 }, response: {} },
  async run(context, { domainid, domain: name, regperiod }) {
    const domain = await domainOf(context.db, { id: domainid, name }, notFound);
    const years = regperiod ?? domain.years;
    if (years < 1 || years > 10) throw refuse(badPeriod);
    await renewDomain(context, domain, years);
    return {};
  },
});
