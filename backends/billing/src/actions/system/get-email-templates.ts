/** GetEmailTemplates. */
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

export const getEmailTemplates = action({
  name: "GetEmailTemplates",
  area: "system",
  description: "Obtain the email templates, by name",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    type: param.text("general, product, domain, invoice, support, affiliate, user, admin, notification or invite"),
    language: param.text("Templates in this language (default: those for all languages)"),
  },
  response: {
    totalresults: field.int("How many templates there are"),
    emailtemplates: field.list("emailtemplate", "The templates", {
      id: field.intText("The template"),
      name: field.text("Its name, as SendEmail takes it"),
      subject: field.text("The subject of the mail"),
      custom: field.intText("1 when it was added by an operator, else 0"),
    }),
  },
  errors: [],
  example: {
    request: { type: "domain" },
    response: {
      totalresults: 1,
      emailtemplates: {
        emailtemplate: [
          {
            id: "8",
            name: "Domain Registration Confirmation",
            subject: "{$domain_name} is registered",
            custom: "0",
          },
        ],
      },
    },
  },
  async run({ db }, { type, language = "" }) {
    const all = db.selectFrom("email_templates").selectAll().where("language", "=", language).orderBy("name");
    const rows = await (type
      ? all.where(({ cast, ref, eb }) => eb(cast<string>(ref("type"), "text"), "=", type))
      : all
    ).execute();
    return { totalresults: rows.length, emailtemplates: rows };
  },
});
