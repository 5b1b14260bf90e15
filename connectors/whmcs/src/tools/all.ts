/** Every tool, area by area, in the order in which they are listed. */
import type { Tool } from "../tool.js";
import { billingTools } from "./billing.js";
import { catalogueTools } from "./catalogue.js";
import { clientTools } from "./clients.js";
import { domainTools } from "./domains.js";
import { marketingTools } from "./marketing.js";
import { orderTools } from "./orders.js";
import { provisioningTools } from "./provisioning.js";
import { quoteTools } from "./quotes.js";
import { supportTools } from "./support.js";
import { systemTools } from "./system.js";

export const tools: readonly Tool[] = [
  ...clientTools,
  ...catalogueTools,
  ...billingTools,
  ...supportTools,
  ...domainTools,
  ...orderTools,
  ...provisioningTools,
  ...systemTools,
  ...marketingTools,
  ...quoteTools,
];
