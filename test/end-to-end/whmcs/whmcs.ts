/** The WHMCS server over the billing API. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBilling, serveBilling } from "@turnpike/billing";
import { serverFactory } from "@turnpike/whmcs";
import type { Business } from "../support/business.js";
import { type Company, companyIn } from "./company.js";

/** The WHMCS server with books of its own. */
export const whmcs: Business<Company> = {
  name: "whmcs",
  binary: fileURLToPath(new URL("../../../connectors/whmcs/bin/turnpike-whmcs.js", import.meta.url)),
  serverFactory,
  async open(folder) {
    const billing = await openBilling({ database: join(folder, "billing.sqlite") });
    const served = await serveBilling(billing, { port: 0 });
    const { identifier, secret } = await billing.issueAccess();
    return {
      company: companyIn(billing),
      env: { WHMCS_API_URL: served.url, WHMCS_API_IDENTIFIER: identifier, WHMCS_API_SECRET: secret },
      async close() {
        await served.close();
        await billing.close();
      },
    };
  },
};
