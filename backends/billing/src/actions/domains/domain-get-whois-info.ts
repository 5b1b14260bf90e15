/** DomainGetWhoisInfo. */
import { domainOf } from "../../books/domain/find.js";
import { recordOf } from "../../books/domain/registrar.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const notFound = "Domain ID Not Found";
const notSupported = "Registrar Function Not Supported";

const contact = (who: string) =>
  field.object(`The ${who}`, {
    First_Name: field.text("First name"),
    Last_Name: field.text("Last name"),
    Organisation_Name: field.text("Organisation"),
    Job_Title: field.text("Job title"),
    Email: field.text("Email address"),
    Address_1: field.text("Address line 1"),
    Address_2: field.text("Address line 2"),
    City: field.text("City"),
    State: field.text("State or region"),
    Postcode: field.text("Postcode"),
    Country: field.text("Country, two letters"),
    Phone: field.text("Phone number"),
  });

const exampleContact = {
  First_Name: "One",
  Last_Name: "Client",
  Organisation_Name: "",
  Job_Title: "",
  Email: "one@example.com",
  Address_1: "123 Main Street",
  Address_2: "",
  City: "Anytown",
  State: "Texas",
  Postcode: "12345",
  Country: "US",
  Phone: "+1.8005551234",
} as const;

export const domainGetWhoisInfo = action({
  name: "DomainGetWhoisInfo",
  area: "domains",
  description: "Ask the registrar who is on record for a domain",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: { domainid: param.required(param.id("The domain", notFound), notFound) },
  response: {
    Registrant: contact("owner"),
    Admin: contact("administrative contact"),
    Tech: contact("technical contact"),
  },
  errors: [notFound, notSupported],
  example: {
    request: { domainid: 1 },
    response: { Registrant: exampleContact, Admin: exampleContact, Tech: exampleContact },
  },
  async run(context, { domainid }) {
    const record = await recordOf(context, await domainOf(context.db, { id: domainid }, notFound));
    if (record === undefined) throw refuse(notSupported);
    const { Registrant = {}, Admin = {}, Tech = {} } = record.contacts;
    type Contact = typeof exampleContact;
    return { Registrant: Registrant as Contact, Admin: Admin as Contact, Tech: Tech as Contact };
  },
});
