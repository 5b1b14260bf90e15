/** DomainUpdateNameservers. */
import { domainOf } from "../../books/domain/find.js";
import { saveNameservers } from "../../books/domain/registrar.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";
import { domainParameters, registrarErrors } from "./domain-parameters.js";

const notFound = "Domain ID Not Found";
const twoRequired = "ns1 and ns2 required";

export const domainUpdateNameservers = action({
  name: "DomainUpdateNameservers",
  area: "domains",
  description: "Tell the registrar the nameservers of a domain: those that are not named are taken away",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    ...domainParameters(notFound),
    ns1: param.text("The first nameserver"),
    ns2: param.text("The second nameserver"),
    ns3: param.text("The third nameserver"),
    ns4: param.text("The fourth nameserver"),
    ns5: param.text("The fifth nameserver"),
  },
  response: {},
  errors: [notFound, twoRequired, ...registrarErrors],
  example: { request: { domainid: 1, ns1: "ns1.example.com", ns2: "ns2.example.com" }, response: {} },
  async run(context, { domainid, domain: name, ns1, ns2, ns3, ns4, ns5 }) {
    const domain = await domainOf(context.db, { id: domainid, name }, notFound);
    if (!ns1 || !ns2) throw refuse(twoRequired);
    await saveNameservers(context, domain, [ns1, ns2, ...[ns3, ns4, ns5].flatMap((each) => (each ? [each] : []))]);
    return {};
  },
});
