/** The operations that make and change bank transactions. */
import { unitPlacesOf } from "../documents/unit-places.js";
import { Invalid, type Json, saveAll, saveSingle } from "../http/batch.js";
import type { Context } from "../http/context.js";
import type { Operation } from "../http/operation.js";
import { notFound } from "../http/refusal.js";
import { findTransaction, type TransactionWithContact } from "./read-transactions.js";
import { saveTransaction } from "./save-transaction.js";
import { bankTransaction, type SentTransaction } from "./transaction-kind.js";

const unknownId = "00000000-0000-0000-0000-000000000000";
const elements = {
  plural: "BankTransactions",
  singular: "BankTransaction",
  kind: bankTransaction,
  unsaved: { BankTransactionID: unknownId },
  flaw: undefined,
} as const;

const need = { area: "bankTransactions", writes: true } as const;

/** The operation `createBankTransactions`. */
export const createBankTransactions: Operation = {
  name: "createBankTransactions",
  method: "PUT",
  path: "BankTransactions",
  need,
  answer(context, request) {
    const unitPlaces = unitPlacesOf(request.parameters);
    const save = async (inside: Context, sent: SentTransaction): Promise<Json> => {
      if (sent.BankTransactionID !== undefined) {
        throw new Invalid(["A BankTransactionID cannot be given to a new bank transaction"]);
      }
      return await saveTransaction(inside, sent, undefined, unitPlaces);
    };
    return saveAll(context, request, { ...elements, save });
  },
};

/** The operation `updateOrCreateBankTransactions`: an id says which one is changed. */
export const updateOrCreateBankTransactions: Operation = {
  name: "updateOrCreateBankTransactions",
  method: "POST",
  path: "BankTransactions",
  need,
  answer(context, request) {
    const unitPlaces = unitPlacesOf(request.parameters);
    const save = async (inside: Context, sent: SentTransaction): Promise<Json> => {
      const { BankTransactionID: id } = sent;
      const before = id === undefined ? undefined : await findTransaction(inside, id);
      if (id !== undefined && before === undefined) {
        throw new Invalid(["The BankTransactionID is not of a bank transaction of this organisation"]);
      }
      return await saveTransaction(inside, sent, before && rowIn(before), unitPlaces);
    };
    return saveAll(context, request, { ...elements, save });
  },
};

/** The operation `updateBankTransaction`: the path says which one. */
export const updateBankTransaction: Operation = {
  name: "updateBankTransaction",
  method: "POST",
  path: "BankTransactions/:id",
  need,
  async answer(context, request) {
    const unitPlaces = unitPlacesOf(request.parameters);
    const before = await findTransaction(context, request.id);
    if (before === undefined) throw notFound();
    const save = async (inside: Context, sent: SentTransaction): Promise<Json> => {
      const id = sent.BankTransactionID ?? before.id;
      if (id !== before.id && id !== unknownId) {
        throw new Invalid(["The BankTransactionID in the body is not the one in the address"]);
      }
      return await saveTransaction(inside, sent, rowIn(before), unitPlaces);
    };
    return saveSingle(context, request, { ...elements, save });
  },
};

function rowIn({ contact_name: _, ...row }: TransactionWithContact) {
  return row;
}
