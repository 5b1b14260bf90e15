/** DomainTransfer. */
import { domainOf } from "../../books/domain/find.js";
import { transferDomain } from "../../books/domain/registrar.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { domainParameters, registrarErrors } from "./domain-parameters.js";

const notFound = "Domain Not Found";

export const domainTransfer = action({
  name: "DomainTransfer",
  area: "domains",
  description: "Send the order to transfer a domain to its registrar",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    ...domainParameters(notFound),
    eppcode: param.text("The code with which the old registrar lets it go"),
  },
  response: {},
  errors: [notFound, ...registrarErrors],
  example: { request: { domainid: 1, eppcode: "1q2w3e4r" }, response: {} },
  async run(context, { domainid, domain: name, eppcode }) {
    await transferDomain(context, await domainOf(context.db, { id: domainid, name }, notFound), eppcode);
    return {};
  },
});
