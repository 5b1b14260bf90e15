/**
 * Who calls, and may they: address, then credentials, then role. Each failure is HTTP 403 with the message that WHMCS
 * is known to answer.
 */
import type { Caller } from "../context.js";
import type { Db } from "../database/tables.js";
import { RequestFault } from "../protocol/fault.js";
import type { PhpArray } from "../protocol/php-value.js";
import { digest, isDigestOf, isPassword } from "./secrets.js";

/** A caller and, for API credentials, the actions they may call; undefined allows all. */
export type Authenticated = { readonly caller: Caller; readonly allowed: ReadonlySet<string> | undefined };

/** The address must be listed, or the access key right. */
export async function checkAddress(db: Db, ip: string, values: PhpArray, accessKey: string): Promise<void> {
  const given = values.get("accesskey");
  if (accessKey !== "" && typeof given === "string" && isDigestOf(digest(accessKey), given)) return;
  const listed = await db.selectFrom("allowed_ips").select("ip").where("ip", "=", ip).executeTakeFirst();
  if (listed === undefined) throw new RequestFault(403, `Invalid IP ${ip}`);
}

/** Finds the caller by identifier and secret, or by user name and md5 of the password. Empty is the same as absent. */
export async function authenticate(db: Db, values: PhpArray, ip: string): Promise<Authenticated> {
  const given = (name: string): string => {
    const value = values.get(name);
    return typeof value === "string" ? value : "";
  };
  const [identifier, secret] = [given("identifier"), given("secret")];
  if (identifier !== "" || secret !== "") return await byCredentials(db, identifier, secret, ip);
  const [username, password] = [given("username"), given("password")];
  if (username === "" && password === "") throw new RequestFault(403, "Authentication Failed");
  const known = await credentialsOf(db, username);
  if (known !== undefined) return await byCredentials(db, username, password, ip);
  return await byLogin(db, username, password, ip);
}

async function byCredentials(db: Db, identifier: string, secret: string, ip: string): Promise<Authenticated> {
  const credentials = await credentialsOf(db, identifier);
  if (credentials === undefined) throw new RequestFault(403, "Invalid or missing credentials");
  if (!isDigestOf(credentials.secret_hash, secret)) throw new RequestFault(403, "Authentication Failed");
  const caller = await callerOf(db, credentials.admin_id, ip);
  return { caller, allowed: await allowedActions(db, credentials.id) };
}

function credentialsOf(db: Db, identifier: string) {
  return db.selectFrom("api_credentials").selectAll().where("identifier", "=", identifier).executeTakeFirst();
}

async function byLogin(db: Db, username: string, password: string, ip: string): Promise<Authenticated> {
  const admin = await db
    .selectFrom("admins")
    .select(["id", "password_hash"])
    .where("username", "=", username)
    .executeTakeFirst();
  if (admin === undefined) throw new RequestFault(403, "Invalid or missing credentials");
  if (!(await isPassword(admin.password_hash, password))) throw new RequestFault(403, "Authentication Failed");
  return { caller: await callerOf(db, admin.id, ip), allowed: undefined };
}

async function callerOf(db: Db, adminId: number, ip: string): Promise<Caller> {
  const admin = await db
    .selectFrom("admins")
    .innerJoin("admin_roles", "admin_roles.id", "admins.role_id")
    .select(["username", "firstname", "lastname", "is_disabled", "api_access"])
    .where("admins.id", "=", adminId)
    .executeTakeFirstOrThrow();
  if (admin.is_disabled === 1 || admin.api_access === 0) throw new RequestFault(403, "Access Denied");
  return { adminId, username: admin.username, name: `${admin.firstname} ${admin.lastname}`.trim(), ip };
}

async function allowedActions(db: Db, credentialId: number): Promise<ReadonlySet<string> | undefined> {
  const roles = await db
    .selectFrom("api_credential_roles")
    .innerJoin("api_roles", "api_roles.id", "api_credential_roles.role_id")
    .leftJoin("api_role_actions", "api_role_actions.role_id", "api_roles.id")
    .select(["allows_all", "action"])
    .where("credential_id", "=", credentialId)
    .execute();
  if (roles.some(({ allows_all }) => allows_all === 1)) return undefined;
  return new Set(roles.flatMap(({ action }) => (action === null ? [] : [action.toLowerCase()])));
}

/** The role's word on an action, existing or not; `action` as it was sent. */
export function checkRole({ allowed }: Authenticated, action: string): void {
  const name = action.toLowerCase();
  if (allowed === undefined || allowed.has(name)) return;
  throw new RequestFault(403, `Invalid Permissions: API action "${name}" is not allowed`);
}
