/** `turnpike billing start`: serves the billing API until it is told to stop. */
import { type IssuedAccess, serveBilling } from "@turnpike/billing";
import { openBooks } from "../billing/open-books.js";
import type { Action, Context } from "../context.js";
import { orCannotListen, placeOf } from "../listening.js";
import { dataFolder } from "../settings/data-folder.js";
import { untilStopped } from "../stopping.js";

/** Runs the billing API. */
export const billingStart: Action = async (context, call) => {
  const place = placeOf(call, 7310);
  const isDemo = call.options.demo === true;
  const { stopped } = untilStopped(context.env);
  const data = dataFolder(context.dataFlag, context.env, { demo: isDemo });
  const { billing, access, folder } = await openBooks(context, { data, isDemo });
  try {
    const served = await orCannotListen(place, () => serveBilling(billing, place));
    try {
      tell(context, served.url, folder, access);
      await stopped;
    } finally {
      await served.close();
    }
  } finally {
    await billing.close();
  }
  return 0;
};

function tell({ out }: Context, url: string, folder: string, access: IssuedAccess): void {
  const { identifier, secret, username, password } = access;
  if (out.json) {
    out.object({ url, identifier, secret, username, password });
    return;
  }
  const { bold, dim } = out.paint;
  out.text(`${bold("The billing API is ready.")} ${dim(`Data in ${folder}`)}

  API          ${url}
  Reference    ${url.replace(/includes\/api\.php$/, "")}
  identifier   ${identifier}
  secret       ${secret}
  username     ${username}
  password     ${password}

Try it:
  curl -sS ${url} \\
    -d action=WhmcsDetails -d responsetype=json \\
    -d identifier=${identifier} -d secret=${secret}

Ctrl-C stops it.`);
}
