/** CreateInvoice. */
import { clientOf } from "../../books/client.js";
import { applyAllCredit } from "../../books/invoice/apply-credit.js";
import { createInvoice, type NewLine } from "../../books/invoice/create.js";
import { checkPaymentMethod } from "../../books/payment-method.js";
import { isOn } from "../../books/settings.js";
import { type InvoiceStatus, invoiceStatuses } from "../../database/words.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { family } from "../../declare/params.js";
import { refuse } from "../../declare/refuse.js";

const clientNotFound = "Client ID Not Found";
const cannotSendDraft =
  "Cannot create and send a draft invoice in a single API request. Please create and send separately.";

export const createInvoiceAction = action({
  name: "CreateInvoice",
  area: "billing",
  description: "Create an invoice using the provided parameters.",
  kind: "write",
  history: { "1.0": "Initial Version" },
  parameters: {
    userid: param.required(param.id("The ID of the client to create the invoice for", clientNotFound), clientNotFound),
    status: param.text("The status of the invoice being created (Defaults to Unpaid)"),
    draft: param.bool("Should the invoice be created in draft status (No need to pass $status also)"),
    sendinvoice: param.bool("Should the Invoice Created Email be sent to the client (cannot be used with $draft)"),
    paymentmethod: param.text("The payment method of the created invoice in system format"),
    taxrate: param.percent("The first level tax rate to apply to the invoice to override the system default"),
    taxrate2: param.percent("The second level tax rate to apply to the invoice to override the system default"),
    date: param.day("The date that the invoice should show as created YYYY-mm-dd"),
    duedate: param.day("The due date of the newly created invoice YYYY-mm-dd"),
    notes: param.text("The notes to appear on the created invoice"),
    itemdescriptionx: family(param.text("The line items description X is an integer to add multiple invoice items")),
    itemamountx: family(param.money("The line items amount")),
    itemtaxedx: family(param.bool("The line items is taxed value")),
    autoapplycredit: param.bool("Should credit on the client account be automatically applied to the invoice"),
  },
  response: {
    invoiceid: field.int("The ID of the newly created invoice"),
    status: field.text("The status of the newly created invoice"),
  },
  errors: [clientNotFound, cannotSendDraft, "Invalid status $status", "The invoice's total is too large"],
  example: {
    request: {
      userid: 1,
      status: "Unpaid",
      sendinvoice: true,
      paymentmethod: "mailin",
      taxrate: "10.00",
      date: "2016-01-01",
      duedate: "2016-01-08",
      itemdescription1: "Sample Invoice Item",
      itemamount1: "15.95",
      itemtaxed1: false,
      itemdescription2: "Sample Second Invoice Item",
      itemamount2: "1.00",
      itemtaxed2: true,
      autoapplycredit: false,
    },
    response: { invoiceid: 1, status: "Unpaid" },
  },
  async run(context, input) {
    const client = await clientOf(context.db, input.userid);
    const status = input.draft === true ? "Draft" : statusOf(input.status);
    if (status === "Draft" && input.sendinvoice === true) throw refuse(cannotSendDraft);
    await checkPaymentMethod(context, input.paymentmethod);
    const created = await createInvoice(context, {
      client,
      lines: linesOf(input.itemdescriptionx, input.itemamountx, input.itemtaxedx),
      status,
      paymentMethod: input.paymentmethod,
      taxRate: input.taxrate,
      taxRate2: input.taxrate2,
      date: input.date,
      dueDate: input.duedate,
      notes: input.notes,
      isMailed: input.sendinvoice,
    });
    const takesCredit = input.autoapplycredit === true && status === "Unpaid";
    const final = takesCredit ? await applyAllCredit(context, created) : created;
    // WHMCS is known to answer the status from before the credit.
    return { invoiceid: final.id, status: isOn(context.settings.TruthfulCreateStatus) ? final.status : status };
  },
});

function statusOf(given: string | undefined): InvoiceStatus {
  if (given === undefined || given === "") return "Unpaid";
  const status = invoiceStatuses.find((each) => each === given);
  if (status === undefined) throw refuse(`Invalid status ${given}`);
  return status;
}

/** A line is there when its description or its amount is; the smallest number comes first. */
function linesOf(
  descriptions: ReadonlyMap<number, string | undefined>,
  amounts: ReadonlyMap<number, number | undefined>,
  taxed: ReadonlyMap<number, boolean | undefined>,
): readonly NewLine[] {
  const numbers = [...new Set([...descriptions.keys(), ...amounts.keys()])].sort((a, b) => a - b);
  return numbers
    .filter((number) => Boolean(descriptions.get(number)) || amounts.get(number) !== undefined)
    .map((number) => ({
      description: descriptions.get(number) ?? "",
      amount: amounts.get(number) ?? 0,
      isTaxed: taxed.get(number) === true,
    }));
}
