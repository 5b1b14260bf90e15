/** A step for every tool that the WHMCS server has. */
import type { Step } from "../support/step.js";
import type { Company } from "./company.js";
import { clientSteps } from "./steps/clients.js";
import { domainSteps } from "./steps/domains.js";
import { installationSteps } from "./steps/installation.js";
import { invoiceSteps } from "./steps/invoices.js";
import { orderSteps } from "./steps/orders.js";
import { ticketSteps } from "./steps/tickets.js";

export const allSteps: readonly Step<Company>[] = [
  ...clientSteps,
  ...invoiceSteps,
  ...ticketSteps,
  ...orderSteps,
  ...domainSteps,
  ...installationSteps,
];
