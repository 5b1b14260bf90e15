/** DomainWhois. */
import { escapeHtml } from "@turnpike/backend-kit";
import { endingOf, isDomainName } from "../../books/domain/name.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const notValid = "Domain not valid";
const notSupported = "The given TLD is not supported for WHOIS lookups";

export const domainWhois = action({
  name: "DomainWhois",
  area: "domains",
  description: "Look up whether a domain is free to be registered",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    domain: param.text("The domain to look up"),
    domainid: param.int("Instead of its name: a domain of a client"),
  },
  response: {
    status: field.text("available or unavailable"),
    whois: field.optional(field.text("What is on record about a domain that is taken, as HTML")),
  },
  errors: [notValid, notSupported],
  example: { request: { domain: "example.com" }, response: { status: "available" } },
  async run(context, { domain, domainid }) {
    const name = (domain?.trim() || (await nameOf(context, domainid))).toLowerCase();
    if (!isDomainName(name)) throw refuse(notValid);
    const tld = await context.db.selectFrom("tlds").select("id").where("tld", "=", endingOf(name)).executeTakeFirst();
    if (tld === undefined) throw refuse(notSupported);
    const record = await context.db
      .selectFrom("registrar_records")
      .select(["domain", "registered", "expires"])
      .where("domain", "=", name)
      .executeTakeFirst();
    if (record === undefined) return { status: "available" };
    const lines = [`Domain Name: ${name}`, `Creation Date: ${record.registered}`, `Expiry Date: ${record.expires}`];
    return { status: "unavailable", whois: lines.map(escapeHtml).join("<br />\n") };
  },
});

async function nameOf({ db }: Context, id = 0): Promise<string> {
  const row = await db.selectFrom("domains").select("domain").where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw refuse(notValid);
  return row.domain;
}
