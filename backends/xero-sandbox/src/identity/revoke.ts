/** `/connect/revocation`: a refresh token and all that hangs on it ends, and the app reaches nothing any more. */
import type { IdentityAnswer, IdentityRequest } from "../access.js";
import { oauthError, text } from "./answer.js";
import { shownClient } from "./clients.js";
import { disconnectAll } from "./connections.js";
import { revokeGrant } from "./grants.js";
import type { Identity } from "./identity.js";
import { findToken } from "./tokens.js";

/** Answers a revocation; that a token is unknown or somebody else's is not told. */
export async function revoke(identity: Identity, request: IdentityRequest): Promise<IdentityAnswer> {
  const client = await shownClient(identity, request);
  if (client === undefined) return oauthError("invalid_client");
  const token = request.form.get("token") ?? "";
  if (token === "") return oauthError("invalid_request");
  const found = (await findToken(identity, "refresh", token)) ?? (await findToken(identity, "access", token));
  if (found === undefined || found.client_id !== client.id) return text(200, "");
  if (found.with_secret === 1 && !client.withSecret) return oauthError("invalid_client");
  await revokeGrant(identity, found.grant_id);
  await disconnectAll(identity, { clientId: found.client_id, holder: found.holder });
  return text(200, "");
}
