import { testEveryTool } from "../support/every-tool.js";
import { allSteps } from "./steps.js";
import { xero } from "./xero.js";

// As the server that this one takes the place of has them: tools keep their names.
const names = [
  ...["authenticate", "list_organisations", "list_accounts", "get_balance_sheet", "list_contacts", "create_contacts"],
  ...["list_invoices", "get_invoice", "update_invoice", "list_bank_transactions", "get_bank_transaction"],
  ...["create_bank_transactions", "update_bank_transaction", "list_payments", "list_quotes"],
];

testEveryTool(xero, allSteps, names);
