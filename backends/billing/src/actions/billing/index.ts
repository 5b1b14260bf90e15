/** The actions on billing, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";
import { createInvoiceAction } from "./create-invoice.js";

export const billingActions: readonly Action[] = [createInvoiceAction];
