/** DomainRegister. */
import { domainOf } from "../../books/domain/find.js";
import { registerDomain } from "../../books/domain/registrar.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";
import { domainParameters, registrarErrors } from "./domain-parameters.js";

const notFound = "Domain Not Found";
/** ISO 639-2, as registrars name the language of a name that is not in ASCII. */
const idnLanguages = [
  "ara",
  "chi",
  "dan",
  "dut",
  "fre",
  "ger",
  "gre",
  "heb",
  "ita",
  "jpn",
  "kor",
  "pol",
  "por",
  "rus",
  "spa",
  "swe",
];
const badLanguage = `Invalid IDN Language. Must be one of: ${idnLanguages.join(", ")}`;

export const domainRegister = action({
  name: "DomainRegister",
  area: "domains",
  description: "Send the order for a domain to its registrar",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    ...domainParameters(notFound),
    idnlanguage: param.text("The language of a name that is not in ASCII, three letters"),
  },
  response: {},
  errors: [notFound, badLanguage, ...registrarErrors],
  example: { request: { domainid: 1 }, response: {} },
  async run(context, { domainid, domain: name, idnlanguage }) {
    const domain = await domainOf(context.db, { id: domainid, name }, notFound);
    if (idnlanguage) {
      if (!idnLanguages.includes(idnlanguage)) throw refuse(badLanguage);
      await context.db.updateTable("domains").set({ idn_language: idnlanguage }).where("id", "=", domain.id).execute();
    }
    await registerDomain(context, domain);
    return {};
  },
});
