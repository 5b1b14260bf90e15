/**
 * The tables of the sign-in: who may ask, what was granted, which tokens are out. Of everything secret only the SHA-256 is
 * kept, but for the key that signs identity tokens. Moments are ISO 8601 in UTC with milliseconds.
 */
import type { Kysely } from "kysely";

/** An app. */
type ClientRow = {
  readonly id: string;
  readonly name: string;
  readonly secret_digest: string;
  readonly created_at: string;
};

/** An app's request that waits for a person's answer; its page was shown to the browser with this cookie. */
type RequestRow = {
  readonly digest: string;
  readonly cookie_digest: string;
  readonly client_id: string;
  readonly redirect_uri: string;
  readonly scopes: string;
  readonly state: string | null;
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly expires_at: string;
};

/** What a person, or an app for itself, was granted; ends all tokens under it when it is revoked. */
type GrantRow = {
  readonly id: string;
  readonly client_id: string;
  readonly holder: Holder;
  readonly scopes: string;
  readonly created_at: string;
  readonly revoked_at: string | null;
};

/** Whose connections count: those that a person has made for the app, or the one that the app has by itself. */
export type Holder = "person" | "app";

/** An organisation that an app reaches. */
type ConnectionRow = {
  readonly id: string;
  readonly client_id: string;
  readonly holder: Holder;
  readonly organisation_id: string;
  readonly grant_id: string;
  readonly created_at: string;
};

type CodeRow = {
  readonly digest: string;
  readonly grant_id: string;
  readonly redirect_uri: string;
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly expires_at: string;
  readonly used_at: string | null;
};

type TokenRow = {
  readonly digest: string;
  readonly kind: "access" | "refresh";
  readonly grant_id: string;
  /** Whether the app showed its secret for it, and must again to renew it. */
  readonly with_secret: 0 | 1;
  readonly expires_at: string;
  /** When a refresh token was first used. */
  readonly replaced_at: string | null;
  readonly revoked_at: string | null;
};

type KeyRow = { readonly id: string; readonly pem: string };

export type IdentityTables = {
  readonly identity_clients: ClientRow;
  readonly identity_requests: RequestRow;
  readonly identity_grants: GrantRow;
  readonly identity_connections: ConnectionRow;
  readonly identity_codes: CodeRow;
  readonly identity_tokens: TokenRow;
  readonly identity_keys: KeyRow;
};

const columns: { readonly [Name in keyof IdentityTables]: readonly (keyof IdentityTables[Name] & string)[] } = {
  identity_clients: ["id", "name", "secret_digest", "created_at"],
  identity_requests: [
    "digest",
    "cookie_digest",
    "client_id",
    "redirect_uri",
    "scopes",
    "state",
    "nonce",
    "challenge",
    "expires_at",
  ],
  identity_grants: ["id", "client_id", "holder", "scopes", "created_at", "revoked_at"],
  identity_connections: ["id", "client_id", "holder", "organisation_id", "grant_id", "created_at"],
  identity_codes: ["digest", "grant_id", "redirect_uri", "nonce", "challenge", "expires_at", "used_at"],
  identity_tokens: ["digest", "kind", "grant_id", "with_secret", "expires_at", "replaced_at", "revoked_at"],
  identity_keys: ["id", "pem"],
};

const nullable: ReadonlySet<string> = new Set(["state", "nonce", "challenge", "revoked_at", "used_at", "replaced_at"]);

/** Makes the tables that are missing. The first column of each is its key. */
export async function createIdentityTables<T extends IdentityTables>(db: Kysely<T>): Promise<void> {
  for (const [table, [key = "", ...others]] of Object.entries<readonly string[]>(columns)) {
    let made = db.schema
      .createTable(table)
      .ifNotExists()
      .addColumn(key, "text", (column) => column.primaryKey());
    for (const name of others) {
      const type = name === "with_secret" ? "integer" : "text";
      made = made.addColumn(name, type, (column) => (nullable.has(name) ? column : column.notNull()));
    }
    await made.execute();
  }
  await db.schema
    .createIndex("identity_connections_once")
    .ifNotExists()
    .unique()
    .on("identity_connections")
    .columns(["client_id", "holder", "organisation_id"])
    .execute();
}
