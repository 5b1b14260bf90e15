/** DomainGetNameservers. */
import { domainOf } from "../../books/domain/find.js";
import { recordOf } from "../../books/domain/registrar.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const notFound = "Domain ID Not Found";
const notSupported = "Registrar Function Not Supported";

const nameserver = (place: string) => field.optional(field.text(`The ${place} nameserver`));

export const domainGetNameservers = action({
  name: "DomainGetNameservers",
  area: "domains",
  description: "Ask the registrar for the nameservers of a domain",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: { domainid: param.required(param.id("The domain", notFound), notFound) },
  response: {
    ns1: nameserver("first"),
    ns2: nameserver("second"),
    ns3: nameserver("third"),
    ns4: nameserver("fourth"),
    ns5: nameserver("fifth"),
  },
  errors: [notFound, notSupported],
  example: { request: { domainid: 1 }, response: { ns1: "ns1.company.example", ns2: "ns2.company.example" } },
  async run(context, { domainid }) {
    const domain = await domainOf(context.db, { id: domainid }, notFound);
    const record = await recordOf(context, domain);
    if (record === undefined) throw refuse(notSupported);
    return Object.fromEntries(record.nameservers.map((name, index) => [`ns${index + 1}`, name]));
  },
});
