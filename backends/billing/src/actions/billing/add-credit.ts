/** AddCredit. */
import { clientOf } from "../../books/client.js";
import { changeCredit } from "../../books/credit.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";
import { readCents, writeCents } from "../../money/cents.js";

const badType = "Type can only be add or remove";
const clientNotFound = "Client ID Not Found";
const adminNotFound = "Admin ID Not Found";
const noAmount = "No Amount Provided";
const badAmount = "Amount must be in decimal format: ### or ###.##";
const badDate = "Date Format is not Valid";
const aboveCredit = "Amount exceeds customer credit balance";

export const addCredit = action({
  name: "AddCredit",
  area: "billing",
  description: "Add credit to a client, or take some away.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    type: param.choice("add or remove (default: add)", ["add", "remove"], { invalid: badType }),
    clientid: param.required(param.id("The client", clientNotFound), clientNotFound),
    description: param.text("What the credit is for, as it stands in the credit log"),
    amount: param.textAs("float", "The amount, positive"),
    date: param.day("The date of the credit YYYY-mm-dd (default: today)", { invalid: badDate }),
    adminid: param.id("The administrator who gives it (default: the caller)", adminNotFound),
  },
  response: { newbalance: field.money("The client's credit afterwards") },
  errors: [badType, clientNotFound, adminNotFound, noAmount, badAmount, badDate, aboveCredit],
  example: {
    request: { clientid: 1, description: "Adding funds via the API", amount: "500.00" },
    response: { newbalance: "510.00" },
  },
  async run(context, input) {
    const { db } = context;
    const { credit } = await clientOf(db, input.clientid, clientNotFound);
    if (input.adminid !== undefined) {
      const admin = await db.selectFrom("admins").select("id").where("id", "=", input.adminid).executeTakeFirst();
      if (admin === undefined) throw refuse(adminNotFound);
    }
    const amount = amountOf(input.amount);
    const change = input.type === "remove" ? -amount : amount;
    if (credit + change < 0) throw refuse(aboveCredit);
    const newbalance = await changeCredit(context, input.clientid, change, {
      description: input.description ?? "",
      ...(input.date === undefined ? {} : { date: input.date }),
      ...(input.adminid === undefined ? {} : { adminId: input.adminid }),
    });
    const words = input.type === "remove" ? "Removed" : "Added";
    await context.log(`Credit ${words} - Amount: ${writeCents(amount)}`, input.clientid);
    return { newbalance };
  },
});

function amountOf(given: string | undefined): number {
  const text = (given ?? "").trim();
  if (text === "" || /^0+(\.0{1,2})?$/.test(text)) throw refuse(noAmount);
  const amount = /^\d+(\.\d{1,2})?$/.test(text) ? readCents(text) : undefined;
  if (amount === undefined) throw refuse(badAmount);
  return amount;
}
