/** Apps: how one is made, and how one shows who it is. */
import { randomBytes } from "node:crypto";
import type { IdentityRequest, IssuedClient } from "../access.js";
import type { Identity } from "./identity.js";
import { digest, isDigestOf, newSecret } from "./secrets.js";

/** Makes an app. One does everything here for which Xero has three kinds: with its secret, without by PKCE, for itself. */
export async function issueClient({ db, now }: Identity, name: string): Promise<IssuedClient> {
  const clientId = randomBytes(16).toString("hex").toUpperCase();
  const clientSecret = newSecret();
  const row = { id: clientId, name, secret_digest: digest(clientSecret), created_at: now().toISOString() };
  await db.insertInto("identity_clients").values(row).execute();
  return { clientId, clientSecret };
}

/** The app of this id. */
export function findClient({ db }: Pick<Identity, "db">, id: string) {
  return db.selectFrom("identity_clients").selectAll().where("id", "=", id).executeTakeFirst();
}

/** An app at the token endpoint, and whether it has shown its secret. */
export type ShownClient = { readonly id: string; readonly withSecret: boolean };

/** Reads the app's name and secret from the header or the form; undefined where they are wrong, or given in both. */
export async function shownClient(
  identity: Pick<Identity, "db">,
  { headers, form }: IdentityRequest,
): Promise<ShownClient | undefined> {
  const basic = basicOf(headers.authorization);
  const posted = form.get("client_secret") ?? undefined;
  if (headers.authorization !== undefined && (basic === undefined || posted !== undefined)) return undefined;
  const id = basic?.id ?? form.get("client_id") ?? "";
  if (basic !== undefined && (form.get("client_id") ?? id) !== id) return undefined;
  const client = await findClient(identity, id);
  if (client === undefined) return undefined;
  const secret = basic?.secret ?? posted;
  if (secret === undefined) return { id, withSecret: false };
  return isDigestOf(client.secret_digest, secret) ? { id, withSecret: true } : undefined;
}

function basicOf(header: string | undefined): { id: string; secret: string } | undefined {
  const [, encoded = ""] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? "") ?? [];
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString("utf8")) ?? [];
  return id === undefined || secret === undefined ? undefined : { id: unescaped(id), secret: unescaped(secret) };
}

// RFC 6749 section 2.3.1 has both parts encoded as in a form, which many clients do not do.
function unescaped(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll("+", " "));
  } catch {
    return part;
  }
}
