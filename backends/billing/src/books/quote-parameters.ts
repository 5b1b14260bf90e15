/** What CreateQuote and UpdateQuote are given alike, and how it is stored. */
import { type QuoteStage, quoteStages } from "../database/words.js";
import type { InputOf } from "../declare/param.js";
import * as param from "../declare/param.js";
import { packed } from "../declare/params.js";
import { refuse } from "../declare/refuse.js";

const badLines = "lineitems must be base64 of a serialized PHP array, or an array";
export const badStage = "Invalid Stage";

export const quoteParameters = {
  subject: param.text("The subject of the quote"),
  stage: param.text(`The stage: ${quoteStages.join(", ")}`),
  validuntil: param.day("The day until which the quote is valid"),
  datecreated: param.day("The day on which it was made (default: today)"),
  lineitems: packed(
    "The lines: base64 of a serialized array of desc, qty, up (the price of one), discount (in percent), taxable, and for a line being changed id",
    { invalid: badLines },
  ),
  userid: param.int("The client it is for; without one it is for the person named here"),
  firstname: param.text("Their first name"),
  lastname: param.text("Their last name"),
  companyname: param.text("Their company"),
  email: param.text("Their email address"),
  address1: param.text("Their address"),
  address2: param.text("Its second line"),
  city: param.text("Their city"),
  state: param.text("Their state"),
  postcode: param.text("Their postcode"),
  country: param.text("Their country, two letters"),
  phonenumber: param.text("Their phone number"),
  tax_id: param.text("Their tax id"),
  currency: param.int("The currency's id (default: the client's, else the default one)"),
  proposal: param.text("The text of the proposal"),
  customernotes: param.text("Notes that the customer sees"),
  adminnotes: param.text("Notes that only administrators see"),
};

type Given = Partial<InputOf<typeof quoteParameters>>;

/** The columns that are stored as they are sent. */
const plain = {
  subject: "subject",
  firstname: "firstname",
  lastname: "lastname",
  companyname: "companyname",
  email: "email",
  address1: "address1",
  address2: "address2",
  city: "city",
  state: "state",
  postcode: "postcode",
  country: "country",
  phonenumber: "phonenumber",
  tax_id: "tax_id",
  proposal: "proposal",
  customernotes: "customer_notes",
  adminnotes: "admin_notes",
  validuntil: "valid_until",
  datecreated: "date_created",
} as const;

/** What is given, by column. */
export function quoteColumns(given: Given): Readonly<Record<string, string>> {
  const entries = Object.entries(plain).flatMap(([name, column]) => {
    const value = given[name as keyof typeof plain];
    return value === undefined ? [] : [[column, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The stage, or the documented refusal. */
export function stageOf(given: string | undefined): QuoteStage {
  const stage = quoteStages.find((each) => each === given);
  if (stage === undefined) throw refuse(badStage);
  return stage;
}
