/** `turnpike xero-sandbox start`: serves the Xero sandbox until it is told to stop. */
import { type ServedSandbox, serveSandbox } from "@turnpike/xero-sandbox";
import type { Action, Context } from "../context.js";
import { orCannotListen, placeOf } from "../listening.js";
import { dataFolder } from "../settings/data-folder.js";
import { untilStopped } from "../stopping.js";
import { type Opened, openSandboxIn } from "../xero-sandbox/open-sandbox.js";

/** Runs the sandbox. */
export const xeroSandboxStart: Action = async (context, call) => {
  const place = placeOf(call, 7320);
  const isDemo = call.options.demo === true;
  const { stopped } = untilStopped(context.env);
  const data = dataFolder(context.dataFlag, context.env, { demo: isDemo });
  const opened = await openSandboxIn(context, { data, isDemo });
  try {
    const served = await orCannotListen(place, () => serveSandbox(opened.sandbox, place));
    try {
      tell(context, served, opened);
      await stopped;
    } finally {
      await served.close();
    }
  } finally {
    await opened.sandbox.close();
  }
  return 0;
};

function tell({ out }: Context, { apiUrl, identityUrl }: ServedSandbox, { client, folder }: Opened): void {
  const { clientId, clientSecret } = client;
  if (out.json) {
    out.object({ api_url: apiUrl, identity_url: identityUrl, client_id: clientId, client_secret: clientSecret });
    return;
  }
  const { bold, dim } = out.paint;
  out.text(`${bold("The Xero sandbox is ready.")} ${dim(`Data in ${folder}`)}

  Accounting API  ${apiUrl}/api.xro/2.0
  Sign-in         ${identityUrl}
  client id       ${clientId}
  client secret   ${clientSecret}

Point the Xero server at it:
  XERO_API_URL=${apiUrl} XERO_IDENTITY_URL=${identityUrl} \\
  XERO_CLIENT_ID=${clientId} XERO_CLIENT_SECRET=${clientSecret}

Ctrl-C stops it.`);
}
