/** SendEmail. */
import { type MailType, mailAbout, mailTypes } from "../../books/mail-about.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { packed } from "../../declare/params.js";
import { refuse } from "../../declare/refuse.js";
import { type Letter, queueLetter } from "../../mail/queue-mail.js";
import type { PhpArray } from "../../protocol/php-value.js";

const nothingGiven = "You must provide either an existing email template name or a custom message type";
const badType = "Invalid message type provided";
const noSubject = "A subject is required for a custom message";
const noMessage = "A message body is required for a custom message";
const badVariables = "The custom variables you provided are invalid.";
const noId = "A related ID is required";
const notFound = "Email Template not found";
const disabled = "Email Template is disabled";
const failed = "Sending Failed. Please see documentation.";

export const sendEmail = action({
  name: "SendEmail",
  area: "system",
  description: "Send a client a mail: that of a template, or one of your own",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    messagename: param.text("The name of the template; this or customtype is needed"),
    id: param.int("What it is about: a client, service, domain, invoice, ticket or affiliate, by the type of the mail"),
    customtype: param.text(`The type of a mail of your own: ${mailTypes.join(", ")}`),
    custommessage: param.text("What a mail of your own says, as HTML"),
    customsubject: param.text("The subject of a mail of your own"),
    customvars: packed("More to fill in, base64 of a serialized array", { invalid: badVariables }),
  },
  response: {},
  errors: [nothingGiven, badType, noSubject, noMessage, badVariables, noId, notFound, disabled, failed],
  example: { request: { messagename: "Client Signup Email", id: 1 }, response: {} },
  async run(context, input) {
    const { letter, type, isMarketing } = await letterOf(context, input);
    const about = await mailAbout(context, type, input.id ?? 0);
    if (about === undefined) throw refuse(failed);
    if (isMarketing && !(await wantsMarketing(context, about.to))) return {};
    await queueLetter(context, letter, { ...about, fields: { ...about.fields, ...variablesOf(input.customvars) } });
    await context.log(
      `Email Sent - ${letter.name} - ID: ${input.id}`,
      "clientId" in about.to ? about.to.clientId : null,
    );
    return {};
  },
});

type Input = {
  readonly messagename?: string | undefined;
  readonly id?: number | undefined;
  readonly customtype?: string | undefined;
  readonly custommessage?: string | undefined;
  readonly customsubject?: string | undefined;
};

type Chosen = { readonly letter: Letter; readonly type: MailType; readonly isMarketing: boolean };

/** Checked in the documented order. */
async function letterOf(context: Context, input: Input): Promise<Chosen> {
  const { messagename, customtype, customsubject = "", custommessage = "", id } = input;
  if (!messagename && !customtype) throw refuse(nothingGiven);
  if (messagename) return await templateNamed(context, messagename, id);
  const type = mailTypes.find((each) => each === customtype);
  if (type === undefined) throw refuse(badType);
  if (customsubject === "") throw refuse(noSubject);
  if (custommessage === "") throw refuse(noMessage);
  if (id === undefined) throw refuse(noId);
  return { type, letter: { name: "Custom", subject: customsubject, message: custommessage }, isMarketing: false };
}

async function templateNamed({ db }: Context, name: string, id: number | undefined): Promise<Chosen> {
  if (id === undefined) throw refuse(noId);
  const template = await db.selectFrom("email_templates").selectAll().where("name", "=", name).executeTakeFirst();
  if (template === undefined) throw refuse(notFound);
  if (template.disabled === 1) throw refuse(disabled);
  const type = mailTypes.find((each) => each === template.type);
  if (type === undefined) throw refuse(failed);
  return { type, letter: template, isMarketing: template.marketing === 1 };
}

async function wantsMarketing({ db }: Context, to: object): Promise<boolean> {
  if (!("clientId" in to)) return false;
  const client = await db
    .selectFrom("clients")
    .select("marketing_opt_in")
    .where("id", "=", to.clientId as number)
    .executeTakeFirstOrThrow();
  return client.marketing_opt_in === 1;
}

/** Only plain values: a variable that the mail's own markup is filled in with cannot be set from outside. */
function variablesOf(given: PhpArray = new Map()): Record<string, string> {
  const plain = [...given].filter(([name, value]) => typeof value === "string" && !name.includes("_html_"));
  return Object.fromEntries(plain) as Record<string, string>;
}
