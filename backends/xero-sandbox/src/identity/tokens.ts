/** Tokens: issuing them, and knowing them again. */
import type { CheckedToken } from "../access.js";
import { connectionsOf, type Owner } from "./connections.js";
import { after, type Identity, lifetimes } from "./identity.js";
import { digest, newSecret } from "./secrets.js";
import type { Holder } from "./tables.js";

/** What a new token is given for. */
export type Issue = { readonly grantId: string; readonly withSecret: boolean };

/** Makes a token and gives it, this once. */
export async function issueToken({ db, now }: Identity, kind: "access" | "refresh", issue: Issue): Promise<string> {
  const token = newSecret();
  const at = now();
  const row = {
    digest: digest(token),
    kind,
    grant_id: issue.grantId,
    with_secret: issue.withSecret ? 1 : 0,
    expires_at: after(at, kind === "access" ? lifetimes.accessMs : lifetimes.refreshMs),
    replaced_at: null,
    revoked_at: null,
  } as const;
  await db.insertInto("identity_tokens").values(row).execute();
  return token;
}

/** A token with its grant, whatever became of either. */
export function findToken({ db }: Pick<Identity, "db">, kind: "access" | "refresh", token: string) {
  return db
    .selectFrom("identity_tokens as token")
    .innerJoin("identity_grants as granted", "granted.id", "token.grant_id")
    .select([
      "token.digest",
      "token.with_secret",
      "token.expires_at",
      "token.replaced_at",
      "token.revoked_at",
      "granted.id as grant_id",
      "granted.client_id",
      "granted.holder",
      "granted.scopes",
      "granted.revoked_at as grant_revoked_at",
    ])
    .where("token.digest", "=", digest(token))
    .where("token.kind", "=", kind)
    .executeTakeFirst();
}

/** Looks an access token up, for the accounting API. */
export async function checkToken(identity: Identity, bearer: string): Promise<CheckedToken> {
  const found = await findToken(identity, "access", bearer);
  if (found === undefined) return { ok: false, reason: "invalid" };
  if (found.revoked_at !== null || found.grant_revoked_at !== null) return { ok: false, reason: "revoked" };
  const at = new Date(found.expires_at);
  if (at <= identity.now()) return { ok: false, reason: "expired", at };
  const owner = { clientId: found.client_id, holder: found.holder };
  const tenants = (await connectionsOf(identity, owner)).map((each) => each.organisation_id);
  return { ok: true, grantee: { clientId: found.client_id, scopes: new Set(found.scopes.split(" ")), tenants } };
}

/** Whose connections the bearer of this header sees; undefined where the token is not good. */
export async function findAccess(identity: Identity, header: string | undefined): Promise<Owner | undefined> {
  const token = /^Bearer +(\S+)$/i.exec(header ?? "")?.[1];
  const found = token === undefined ? undefined : await findToken(identity, "access", token);
  if (found === undefined || found.revoked_at !== null || found.grant_revoked_at !== null) return undefined;
  return new Date(found.expires_at) > identity.now()
    ? { clientId: found.client_id, holder: found.holder as Holder }
    : undefined;
}
