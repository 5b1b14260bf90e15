/** The version of Xero's Accounting API description that this follows. */
export const version = "16.1.0";
