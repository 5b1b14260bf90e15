/** `/connect/token`: a code, a refresh token or an app's secret for new tokens. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { IdentityAnswer, IdentityRequest } from "../access.js";
import { json, oauthError } from "./answer.js";
import { type ShownClient, shownClient } from "./clients.js";
import { makeGrant, revokeGrant } from "./grants.js";
import { idToken } from "./id-token.js";
import { type Identity, lifetimes } from "./identity.js";
import { own } from "./scopes.js";
import { digest } from "./secrets.js";
import { findToken, type Issue, issueToken } from "./tokens.js";

/** Answers a token request. */
export async function giveTokens(identity: Identity, request: IdentityRequest): Promise<IdentityAnswer> {
  const { form } = request;
  if ([...form.keys()].some((name) => form.getAll(name).length > 1)) return oauthError("invalid_request");
  const client = await shownClient(identity, request);
  if (client === undefined) return oauthError("invalid_client");
  switch (form.get("grant_type")) {
    case "authorization_code":
      return await forCode(identity, client, request);
    case "refresh_token":
      return await forRefreshToken(identity, client, form.get("refresh_token") ?? "");
    case "client_credentials":
      return await forSecret(identity, client, form.get("scope") ?? "");
    case null:
      return oauthError("invalid_request");
    default:
      return oauthError("unsupported_grant_type");
  }
}

async function forCode(identity: Identity, client: ShownClient, request: IdentityRequest): Promise<IdentityAnswer> {
  const { form, origin } = request;
  const code = await findCode(identity, form.get("code") ?? "");
  if (code === undefined || code.client_id !== client.id) return oauthError("invalid_grant");
  if (!(await useCode(identity, code.digest))) {
    // Somebody else has had the code before: what they got for it ends too.
    await revokeGrant(identity, code.grant_id);
    return oauthError("invalid_grant");
  }
  if (new Date(code.expires_at) <= identity.now() || code.redirect_uri !== form.get("redirect_uri")) {
    return oauthError("invalid_grant");
  }
  const proof = proofOf(code.challenge, form.get("code_verifier"));
  if (proof === "wrong") return oauthError("invalid_grant");
  if (proof === "none" && !client.withSecret) return oauthError("invalid_client");
  const issue = { grantId: code.grant_id, withSecret: client.withSecret };
  return await given(identity, issue, code.scopes, { clientId: client.id, nonce: code.nonce, origin });
}

function findCode({ db }: Identity, code: string) {
  return db
    .selectFrom("identity_codes as code")
    .innerJoin("identity_grants as granted", "granted.id", "code.grant_id")
    .selectAll("code")
    .select(["granted.client_id", "granted.scopes"])
    .where("code.digest", "=", digest(code))
    .executeTakeFirst();
}

/** Whether this was the code's first use. */
async function useCode({ db, now }: Identity, kept: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("identity_codes")
    .set({ used_at: now().toISOString() })
    .where("digest", "=", kept)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function proofOf(challenge: string | null, verifier: string | null): "right" | "wrong" | "none" {
  if (challenge === null) return verifier === null ? "none" : "wrong";
  const wellFormed = verifier !== null && /^[\w.~-]{43,128}$/.test(verifier);
  if (!wellFormed) return "wrong";
  return createHash("sha256").update(verifier).digest("base64url") === challenge ? "right" : "wrong";
}

async function forRefreshToken(identity: Identity, client: ShownClient, token: string): Promise<IdentityAnswer> {
  const found = await findToken(identity, "refresh", token);
  const known = found !== undefined && found.client_id === client.id;
  if (!known || found.revoked_at !== null || found.grant_revoked_at !== null) return oauthError("invalid_grant");
  if (found.with_secret === 1 && !client.withSecret) return oauthError("invalid_client");
  const now = identity.now();
  const graceOver =
    found.replaced_at !== null && new Date(found.replaced_at).getTime() + lifetimes.graceMs <= now.getTime();
  if (graceOver || new Date(found.expires_at) <= now) return oauthError("invalid_grant");
  await identity.db
    .updateTable("identity_tokens")
    .set({ replaced_at: now.toISOString() })
    .where("digest", "=", found.digest)
    .where("replaced_at", "is", null)
    .execute();
  return await given(identity, { grantId: found.grant_id, withSecret: client.withSecret }, found.scopes);
}

/** An app's own connection is one organisation; here it is the one that was made first. */
async function forSecret(identity: Identity, client: ShownClient, scope: string): Promise<IdentityAnswer> {
  if (!client.withSecret) return oauthError("invalid_client");
  const scopes = own(scope);
  if (scopes === undefined) return oauthError("invalid_scope");
  const first = await identity.db.selectFrom("organisations").select("id").orderBy(sql`rowid`).executeTakeFirst();
  const owner = { clientId: client.id, holder: "app" } as const;
  const grantId = await makeGrant(identity, owner, scopes, first === undefined ? [] : [first.id]);
  return await given(identity, { grantId, withSecret: true }, scopes.join(" "));
}

type Person = { readonly clientId: string; readonly nonce: string | null; readonly origin: string };

async function given(identity: Identity, issue: Issue, scope: string, person?: Person): Promise<IdentityAnswer> {
  const scopes = scope.split(" ");
  const lasting = scopes.includes("offline_access");
  await dropOld(identity);
  return json(200, {
    ...(person !== undefined && scopes.includes("openid") ? { id_token: await idToken(identity, person) } : {}),
    access_token: await issueToken(identity, "access", issue),
    expires_in: lifetimes.accessMs / 1000,
    token_type: "Bearer",
    ...(lasting ? { refresh_token: await issueToken(identity, "refresh", issue) } : {}),
    scope,
  });
}

// A day longer than they are good for, so that who comes late is told that theirs has expired.
async function dropOld({ db, now }: Identity): Promise<void> {
  const yesterday = new Date(now().getTime() - 24 * 3_600_000).toISOString();
  await db.deleteFrom("identity_tokens").where("expires_at", "<", yesterday).execute();
  await db.deleteFrom("identity_codes").where("expires_at", "<", yesterday).execute();
  await db
    .deleteFrom("identity_grants")
    .where("created_at", "<", yesterday)
    .where("id", "not in", db.selectFrom("identity_tokens").select("grant_id"))
    .execute();
}
