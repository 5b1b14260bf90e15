/** The Xero server over the sandbox, signed in as an app of one organisation. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serverFactory } from "@turnpike/xero";
import { openSandbox, serveSandbox } from "@turnpike/xero-sandbox";
import type { Business } from "../support/business.js";
import { type Ledger, ledgerIn } from "./ledger.js";

/** As many calls as the tests make; what the limits do is tested where they are. */
const limits = { perMinute: 100_000, perDay: 1_000_000, atOnce: 100, perAppMinute: 1_000_000 };

/** The Xero server with books of its own. */
export const xero: Business<Ledger> = {
  name: "xero",
  binary: fileURLToPath(new URL("../../../connectors/xero/bin/turnpike-xero.js", import.meta.url)),
  serverFactory: (env) => serverFactory(env),
  async open(folder) {
    const sandbox = await openSandbox({ database: join(folder, "xero.sqlite"), limits });
    const served = await serveSandbox(sandbox, { port: 0 });
    const { apiUrl, identityUrl } = served;
    const { clientId, clientSecret } = await sandbox.issueClient("the tests");
    const token = await tokenFor(identityUrl, clientId, clientSecret);
    const connections = await fetch(`${apiUrl}/connections`, { headers: { authorization: `Bearer ${token}` } });
    const [connection] = (await connections.json()) as readonly { tenantId: string }[];
    if (connection === undefined) throw new Error("the sandbox connects the app to no organisation");
    return {
      company: ledgerIn(sandbox, { apiUrl, token, tenantId: connection.tenantId }),
      env: {
        XERO_CLIENT_ID: clientId,
        XERO_CLIENT_SECRET: clientSecret,
        XERO_API_URL: apiUrl,
        XERO_IDENTITY_URL: identityUrl,
        XERO_TENANT: connection.tenantId,
        XERO_TOKEN_FILE: join(folder, "xero-sign-in"),
      },
      async close() {
        await served.close();
        await sandbox.close();
      },
    };
  },
};

async function tokenFor(identityUrl: string, clientId: string, clientSecret: string): Promise<string> {
  const response = await fetch(`${identityUrl}/connect/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error("the sandbox gave the app no token");
  return token;
}
