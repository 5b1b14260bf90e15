/** AddClient. */
import { randomUUID } from "node:crypto";
import { digest, hashPassword } from "../../access/secrets.js";
import { clientOf } from "../../books/client.js";
import { customFields, keepCustomValues } from "../../books/custom-fields.js";
import {
  countryOf,
  isEmailAddress,
  type ProfileName,
  profileColumns,
  profileParameters,
  writePhone,
} from "../../books/profile.js";
import type { Context } from "../../context.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { packed } from "../../declare/params.js";
import { refuse } from "../../declare/refuse.js";
import { queueMail } from "../../mail/queue-mail.js";
import type { PhpArray } from "../../protocol/php-value.js";

const badOwner = "Invalid Owner User ID";
const noEmail = "You did not enter your email address";
const badEmail = "The email address you entered was not valid";
const badCountry = "Valid country required";
const badPhone = "Invalid telephone phone number";
const noCustomValue = "You did not provide required custom field value for";
const clientEmailTaken = "The email address entered is not available for use.";
const userEmailTaken = "A user already exists with that email address";

/** Checked one after the other; the double space of the fourth is the documented one. */
const missing: readonly (readonly [ProfileName, string])[] = [
  ["firstname", "You did not enter your first name"],
  ["lastname", "You did not enter your last name"],
  ["email", noEmail],
  ["address1", "You did not enter your  address line 1"],
  ["city", "You did not enter your city"],
  ["state", "You did not enter your state"],
  ["postcode", "You did not enter your postcode"],
  ["country", badCountry],
  ["phonenumber", "You did not enter your phone number"],
];

const card = param.deprecated("Cards are not kept");

export const addClient = action({
  name: "AddClient",
  area: "clients",
  description: "Add a client, with the user who logs in for it",
  kind: "write",
  history: { "1.0": "Initial Version", "8.0": "Adds a user, or attaches the client to one" },
  parameters: {
    owner_user_id: param.id("The user the client is attached to; a new one is made without it", badOwner),
    ...profileParameters,
    password2: param.text("The password of the new user"),
    securityqid: param.int("The security question of the new user"),
    securityqans: param.text("The answer to it"),
    currency: param.int("The currency the client is billed in (default: the default one)"),
    groupid: param.int("The client group"),
    customfields: packed("The values of custom fields, base64 of a serialized array"),
    language: param.text("The language"),
    clientip: param.text("The address the client signed up from"),
    notes: param.text("Notes for administrators"),
    marketingoptin: param.bool("Whether the client wants marketing mail"),
    noemail: param.bool("Whether to send no welcome mail"),
    skipvalidation: param.bool("Whether to accept incomplete data"),
    cardtype: card,
    cardnum: card,
    expdate: card,
    startdate: card,
    issuenumber: card,
    cvv: card,
  },
  response: {
    clientid: field.int("The client that was added"),
    owner_id: field.int("The user who logs in for it"),
  },
  errors: [
    badOwner,
    ...missing.map(([, message]) => message),
    badEmail,
    badPhone,
    `${noCustomValue} $name`,
    clientEmailTaken,
    userEmailTaken,
    "Currency ID Not Found",
    "Client Group ID Not Found",
  ],
  example: {
    request: {
      firstname: "John",
      lastname: "Doe",
      email: "john.doe@example.com",
      address1: "123 Main Street",
      city: "Anytown",
      state: "State",
      postcode: "12345",
      country: "US",
      phonenumber: "800-555-1234",
      password2: "password",
      noemail: true,
    },
    response: { clientid: 1, owner_id: 1 },
  },
  async run(context, input) {
    const { db, now } = context;
    const { owner_user_id: ownerId, skipvalidation: skips } = input;
    await checkOwner(context, ownerId);
    if (skips !== true) await checkProfile(context, input);
    // The address is what the books know a client by: it is needed even where nothing else is.
    if (!input.email) throw refuse(noEmail);
    await checkEmailFree(context, input.email, ownerId);
    const profile = { firstname: "", lastname: "", ...profileColumns(input), email: input.email };
    const ownerUserId = ownerId ?? (await addUser(context, { ...input, ...profile }));
    const { id } = await db
      .insertInto("clients")
      .values({
        ...profile,
        uuid: randomUUID(),
        phonenumber: writePhone(input.phonenumber ?? "", input.country ?? ""),
        currency_id: await currencyId(context, input.currency),
        group_id: await groupId(context, input.groupid),
        language: input.language ?? "",
        ip: input.clientip ?? "",
        notes: input.notes ?? "",
        marketing_opt_in: input.marketingoptin === true ? 1 : 0,
        created_at: now,
        updated_at: now,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db.insertInto("users_clients").values({ user_id: ownerUserId, client_id: id, is_owner: 1 }).execute();
    await keepCustomValues(db, { type: "client" }, id, input.customfields);
    if (input.noemail !== true) {
      await queueMail(context, {
        template: "Client Signup Email",
        to: { clientId: id },
        related: { type: "general", id },
        fields: {},
      });
    }
    const { uuid } = await clientOf(db, id);
    await context.hook("ClientAdd", { client_id: id, user_id: ownerUserId, uuid });
    await context.log(`Created Client ${profile.firstname} ${profile.lastname} - User ID: ${id}`, id);
    return { clientid: id, owner_id: ownerUserId };
  },
});

type Profile = { readonly [Name in ProfileName]?: string | undefined };

async function checkOwner({ db }: Context, id: number | undefined): Promise<void> {
  if (id === undefined) return;
  const user = await db.selectFrom("users").select("id").where("id", "=", id).executeTakeFirst();
  if (user === undefined) throw refuse(badOwner);
}

/** In the documented order; the first thing that is wrong is told. */
async function checkProfile(context: Context, input: Profile & { readonly customfields?: PhpArray | undefined }) {
  for (const [name, message] of missing) {
    if (!input[name]) throw refuse(message);
    if (name === "email" && !isEmailAddress(input.email ?? "")) throw refuse(badEmail);
    if (name === "country" && countryOf(input.country ?? "") === undefined) throw refuse(badCountry);
  }
  if (!/^\+?[\d\s().-]{3,30}$/.test(input.phonenumber ?? "")) throw refuse(badPhone);
  for (const { id, name, required } of await customFields(context.db, { type: "client" })) {
    if (required === 1 && !input.customfields?.get(String(id))) throw refuse(`${noCustomValue} ${name}`);
  }
}

async function checkEmailFree({ db }: Context, email: string, ownerId: number | undefined): Promise<void> {
  const user = await db.selectFrom("users").select("id").where("email", "=", email).executeTakeFirst();
  if (user !== undefined && ownerId === undefined) throw refuse(userEmailTaken);
  const client = await db.selectFrom("clients").select("id").where("email", "=", email).executeTakeFirst();
  if (client !== undefined) throw refuse(clientEmailTaken);
}

type NewUser = {
  readonly firstname: string;
  readonly lastname: string;
  readonly email: string;
  readonly password2?: string | undefined;
  readonly securityqid?: number | undefined;
  readonly securityqans?: string | undefined;
  readonly language?: string | undefined;
};

/** Without a password nobody can log in until one is set. */
async function addUser(context: Context, { firstname, lastname, email, ...input }: NewUser): Promise<number> {
  const { id } = await context.db
    .insertInto("users")
    .values({
      uuid: randomUUID(),
      firstname,
      lastname,
      email,
      password_hash: input.password2 ? await hashPassword(input.password2) : "",
      language: input.language ?? "",
      security_question_id: input.securityqid ?? null,
      security_answer_hash: input.securityqans ? digest(input.securityqans) : "",
      created_at: context.now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await context.hook("UserAdd", { user_id: id, firstname, lastname, email });
  return id;
}

async function currencyId({ db }: Context, id: number | undefined): Promise<number> {
  const all = db.selectFrom("currencies").select("id");
  const currency = await (id === undefined
    ? all.where("is_default", "=", 1)
    : all.where("id", "=", id)
  ).executeTakeFirst();
  if (currency === undefined) throw refuse("Currency ID Not Found");
  return currency.id;
}

async function groupId({ db }: Context, id = 0): Promise<number | null> {
  if (id === 0) return null;
  const group = await db.selectFrom("client_groups").select("id").where("id", "=", id).executeTakeFirst();
  if (group === undefined) throw refuse("Client Group ID Not Found");
  return group.id;
}
