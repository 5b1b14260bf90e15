/** GetTransactions. */
import { answeredTransaction, transactionFields } from "../../books/transaction-fields.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

export const getTransactions = action({
  name: "GetTransactions",
  area: "billing",
  description: "Retrieve transactions.",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    invoiceid: param.int("Find transactions of this invoice"),
    clientid: param.int("Find transactions of this client"),
    transid: param.text("Find transactions with this id of the gateway"),
  },
  response: {
    totalresults: field.int("The total number of results available"),
    startnumber: field.int("The starting number for the returned results"),
    numreturned: field.int("The number of results returned"),
    transactions: field.list("transaction", "The transactions, oldest first", transactionFields),
  },
  errors: [],
  example: {
    request: { clientid: 2 },
    response: {
      totalresults: 1,
      startnumber: 0,
      numreturned: 1,
      transactions: {
        transaction: [
          {
            id: "1",
            userid: "2",
            currency: "0",
            gateway: "mailin",
            date: "2026-03-10 12:00:00",
            description: "",
            amountin: "5.00",
            fees: "0.00",
            amountout: "0.00",
            rate: "1.00000",
            transid: "B-1",
            invoiceid: "0",
            refundid: "0",
          },
        ],
      },
    },
  },
  async run({ db }, { invoiceid, clientid, transid = "" }) {
    let query = db.selectFrom("transactions").selectAll().orderBy("id");
    if (invoiceid !== undefined) query = query.where("invoice_id", "=", invoiceid);
    if (clientid !== undefined) query = query.where("client_id", "=", clientid);
    if (transid !== "") query = query.where("transaction_id", "=", transid);
    const transactions = (await query.execute()).map(answeredTransaction);
    const total = transactions.length;
    return { totalresults: total, startnumber: 0, numreturned: total, transactions };
  },
});
