/** Bank transactions: money spent and received without an invoice. */
import type { BankTransactions } from "xero-node";
import { sdkNames } from "../api/sdk-names.js";
import { faultOfChange, type PresentTransaction, whole } from "../changes/bank-transaction.js";
import { faultOfNewLines } from "../changes/lines.js";
import { faultOfRequest, requested } from "../changes/request.js";
import { bankTransactions, changedBankTransaction, newBankTransaction } from "../schema/bank-transaction.js";
import {
  batch,
  id,
  idempotencyKey,
  order,
  page,
  pageSize,
  removeLineItems,
  tenant,
  unitdp,
  where,
  wrapped,
} from "../schema/input.js";
import { envelope, pagination } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";
import { changes, reads, writes } from "./support.js";

const bankTransactionID = id("The transaction: `BankTransactionID` in list_bank_transactions");
const output = { ...envelope, pagination, BankTransactions: bankTransactions };

export const bankTransactionTools: readonly Tool[] = [
  tool({
    name: "list_bank_transactions",
    title: "List Bank Transactions",
    description:
      "Lists money spent and received without an invoice, a page at a time, with lines. Payments of invoices are in list_payments. Changes nothing.",
    effect: "reads",
    input: {
      where: where('Type=="SPEND" AND Date>=DateTime(2026,1,1)').optional(),
      order: order("Date DESC").optional(),
      page: page.optional(),
      pageSize: pageSize.optional(),
      tenant: tenant.optional(),
    },
    output,
    run: (args, context) =>
      reads(context, args, (api, tenantId) =>
        api.getBankTransactions(tenantId, undefined, args.where, args.order, args.page ?? 1, undefined, args.pageSize),
      ),
  }),
  tool({
    name: "get_bank_transaction",
    title: "Get Bank Transaction",
    description:
      "Shows one bank transaction with its lines (`LineItemID` is what update_bank_transaction wants). Without unitdp 4 unit amounts are shown rounded to two decimals. Changes nothing.",
    effect: "reads",
    input: { bankTransactionID, unitdp: unitdp.optional(), tenant: tenant.optional() },
    output,
    run: (args, context) =>
      reads(context, args, (api, tenantId) => api.getBankTransaction(tenantId, args.bankTransactionID, args.unitdp)),
  }),
  tool({
    name: "create_bank_transactions",
    title: "Create Bank Transactions",
    description:
      "Records money spent or received, up to 50 at a time; it moves none. Each is in the books at once and changes the balance of its bank account. Not for payments of invoices, which would then count twice. Look with list_bank_transactions first. Those that Xero refuses are named with its reasons, the others are saved all the same.",
    effect: "adds",
    seenIn: "list_bank_transactions, newest first",
    input: {
      ...batch("BankTransactions", newBankTransaction),
      unitdp: unitdp.optional(),
      idempotencyKey: idempotencyKey.optional(),
      tenant: tenant.optional(),
    },
    fault: ({ BankTransactions: made, unitdp: places }) =>
      faultOfNewLines(
        made.flatMap(({ LineItems }) => LineItems),
        places,
      ),
    output,
    run: ({ tenant: named, idempotencyKey: key, unitdp: places, ...body }, context) =>
      writes(context, { tenant: named, idempotencyKey: key }, "BankTransactions", (api, tenantId, sent) =>
        api.createBankTransactions(tenantId, sdkNames(body) as BankTransactions, false, places, sent),
      ),
  }),
  tool({
    name: "update_bank_transaction",
    title: "Update Bank Transaction",
    description:
      "Changes one bank transaction, which changes the books; fields left out stay. It is read first, and what Xero would refuse or do unasked is refused with what would be right. LineItems are all its lines, as in update_invoice. Status DELETED takes it out of the books for good. One that is reconciled with the bank's statement is a person's to change.",
    effect: "changes",
    seenIn: "get_bank_transaction",
    input: {
      bankTransactionID,
      bankTransactions: wrapped("BankTransactions", changedBankTransaction),
      removeLineItems: removeLineItems.optional(),
      unitdp: unitdp.optional(),
      idempotencyKey: idempotencyKey.optional(),
      tenant: tenant.optional(),
    },
    fault: (args) =>
      faultOfRequest(
        requested(args.bankTransactionID, args.bankTransactions.BankTransactions, args),
        "BankTransactionID",
      ),
    output,
    run: (args, context) => {
      const request = requested(args.bankTransactionID, args.bankTransactions.BankTransactions, args);
      return changes<PresentTransaction>(context, args, {
        id: args.bankTransactionID,
        plural: "BankTransactions",
        read: (api, tenantId) => api.getBankTransaction(tenantId, args.bankTransactionID, 4),
        fault: (transaction) => faultOfChange(request, transaction),
        write: (transaction) => {
          const body = sdkNames({ ...args.bankTransactions, BankTransactions: [whole(request, transaction)] });
          return (api, tenantId, key) =>
            api.updateBankTransaction(tenantId, args.bankTransactionID, body as BankTransactions, args.unitdp, key);
        },
      });
    },
  }),
];
