/** A WHMCS-compatible billing API: over HTTP, and for programs of the same installation. */
export { type ServeOptions, UnusableBooks } from "@turnpike/backend-kit";
export type { IssuedAccess } from "./access/issue.js";
export { writeDemonstration } from "./demo/write-demonstration.js";
export type { LocalApi } from "./local-api.js";
export type { ModuleCall, ModulePort, ModuleResult } from "./modules/port.js";
export { type Answer, type Billing, type BillingOptions, openBilling } from "./open.js";
export { invoicePath } from "./paper/link.js";
export { type ServedBilling, serveBilling } from "./serve.js";
