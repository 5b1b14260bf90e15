/** Makes access for a program that uses these books: API credentials, and the administrator's login. */
import type { Db } from "../database/tables.js";
import { writeMoment } from "../declare/dates.js";
import { digest, hashPassword, isDigestOf, randomWord } from "./secrets.js";

/** Shown once; only digests are kept. */
export type IssuedAccess = {
  readonly identifier: string;
  readonly secret: string;
  readonly username: string;
  /** In plain; the API takes its md5. */
  readonly password: string;
};

/** Whether a pair of identifier and secret that was issued before still opens these books. */
export async function isAccess(db: Db, { identifier, secret }: IssuedAccess): Promise<boolean> {
  const known = await db
    .selectFrom("api_credentials")
    .select("secret_hash")
    .where("identifier", "=", identifier)
    .executeTakeFirst();
  return known !== undefined && isDigestOf(known.secret_hash, secret);
}

/** Makes a pair of identifier and secret with the role that allows all, and a new password, for the first administrator. */
export async function issueAccess(db: Db, at: Date): Promise<IssuedAccess> {
  const [identifier, secret, password] = [randomWord(32), randomWord(32), randomWord(24)];
  const passwordHash = await hashPassword(password);
  return await db.transaction().execute(async (tx) => {
    const admin = await tx.selectFrom("admins").select(["id", "username"]).orderBy("id").executeTakeFirstOrThrow();
    const role = await tx.selectFrom("api_roles").select("id").where("allows_all", "=", 1).executeTakeFirstOrThrow();
    const { id } = await tx
      .insertInto("api_credentials")
      .values({ admin_id: admin.id, identifier, secret_hash: digest(secret), created_at: writeMoment(at) })
      .returning("id")
      .executeTakeFirstOrThrow();
    await tx.insertInto("api_credential_roles").values({ credential_id: id, role_id: role.id }).execute();
    await tx.updateTable("admins").set({ password_hash: passwordHash }).where("id", "=", admin.id).execute();
    return { identifier, secret, username: admin.username, password };
  });
}
