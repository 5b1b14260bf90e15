/** `turnpike grant create | list | rotate | revoke`. */
import {
  createGrant,
  type GrantView,
  grantState,
  type IssuedGrantView,
  listGrants,
  revokeGrant,
  rotateGrant,
} from "@turnpike/control";
import type { Action, Context } from "../context.js";
import { type Desk, withDesk } from "../desk.js";
import { quote } from "../invocation.js";
import { clientConfigurations, showClients } from "../output/clients.js";
import { withData } from "../output/hints.js";
import { columns } from "../output/table.js";
import { time } from "../output/times.js";

/** Makes a grant and tells its token, this once. */
export const grantCreate: Action = async (context, { args: [server, label], options }) =>
  withDesk(context, async (desk) => {
    const { policy, expires } = options as { policy?: string; expires?: string };
    const request = { server: server as string, label: label as string, policy, expires };
    return tellIssued(context, desk, await createGrant(desk.control, request), "created");
  });

/** Replaces a grant's token and tells the new one, this once. */
export const grantRotate: Action = async (context, { args: [grant] }) =>
  withDesk(context, async (desk) =>
    tellIssued(context, desk, await rotateGrant(desk.control, grant as string), "gave a new token to"),
  );

async function tellIssued(context: Context, desk: Desk, issued: IssuedGrantView, done: string): Promise<0> {
  const { out } = context;
  const { grant, server, policy, token } = issued;
  const url = await desk.agentUrl(server.id);
  if (out.json) {
    out.object({ id: grant.id, label: grant.label, token, url, expires_at: time(grant.expiresAt) });
  } else {
    out.text(`${out.paint.green(done)} grant ${out.paint.bold(grant.label)} (${grant.id}) on ${server.name}`);
    out.text(`  policy   ${policy === undefined ? "none" : policy.name}`);
    out.text(`  expires  ${time(grant.expiresAt) ?? "never"}`);
    out.text(`  url      ${url}`);
    out.text(`  token    ${out.paint.bold(token)}\n`);
    if (grant.rotatedAt !== null) out.text("The old token stopped working at this moment.");
    out.text("The token is shown this once and cannot be asked for again; `grant rotate` makes a new one.\n");
    out.text(showClients(clientConfigurations({ name: server.name, url, token }), out.paint));
  }
  warnWithoutPolicy(context, issued);
  return 0;
}

/** A grant without a policy is of no use to anybody, which is easily overlooked. */
function warnWithoutPolicy(context: Context, { grant, policy }: GrantView): void {
  if (policy !== undefined) return;
  const attach = `${withData(context)} policy attach ${quote(grant.label)} NAME`;
  context.out.warn(
    `the grant has no policy, so it refuses everything, as \`(no policy)\`: \`${attach}\` puts it under one`,
  );
}

/** Lists the grants of a server, ended ones too. */
export const grantList: Action = async (context, { args: [server] }) =>
  withDesk(context, async ({ control }) => {
    const { out } = context;
    const views = await listGrants(control, server as string);
    const states = views.map(({ grant }) => grantState(grant, control.now()));
    if (out.json) views.forEach((view, index) => void out.object(shape(view, states[index] ?? "")));
    else if (views.length === 0) {
      out.text(`no grants yet: ${withData(context)} grant create ${server} LABEL --policy NAME`);
    } else {
      const rows = views.map(({ grant, policy }, index) => [
        grant.label,
        grant.id,
        states[index] ?? "",
        policy?.name ?? "(no policy)",
        `${grant.tokenPrefix}…`,
        time(grant.expiresAt) ?? "never",
      ]);
      out.text(columns(["LABEL", "ID", "STATE", "POLICY", "TOKEN", "EXPIRES"], rows, out.paint));
    }
    return 0;
  });

function shape({ grant, server, policy }: GrantView, state: string): object {
  return {
    id: grant.id,
    label: grant.label,
    server: server.name,
    policy: policy?.name ?? null,
    state,
    token_prefix: grant.tokenPrefix,
    created_at: time(grant.createdAt),
    expires_at: time(grant.expiresAt),
    rotated_at: time(grant.rotatedAt),
    revoked_at: time(grant.revokedAt),
  };
}

/** Ends a grant for good. */
export const grantRevoke: Action = async ({ out, ...context }, { args: [name] }) =>
  withDesk({ out, ...context }, async ({ control }) => {
    const { id, label, revokedAt } = await revokeGrant(control, name as string);
    if (out.json) out.object({ id, label, revoked_at: time(revokedAt) });
    else out.text(`revoked grant ${out.paint.bold(label)} (${id}): its token is refused from now on`);
    return 0;
  });
