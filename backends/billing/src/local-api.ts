/** localApi: the way in for code of the same installation, as WHMCS's localAPI(). */
import { isOn, readSettings } from "./books/settings.js";
import type { Caller } from "./context.js";
import type { JsonObject } from "./declare/field.js";
import { dispatch, errorAnswer, type House } from "./dispatch.js";
import { type PhpArray, toPhp } from "./protocol/php-value.js";

/**
 * Calls an action with values of a program: texts, numbers, booleans, lists, objects. `adminUser` is the user name of the
 * administrator on whose behalf it is done; without one it is the first.
 */
export type LocalApi = (
  command: string,
  values?: Readonly<Record<string, unknown>>,
  adminUser?: string,
) => Promise<JsonObject>;

export function localApiOf(house: House): LocalApi {
  return async (command, values = {}, adminUser) => {
    const action = house.actions.get(command.toLowerCase());
    const isHidden = action?.isExtension === true && !isOn((await readSettings(house.db)).ApiExtensions);
    if (action === undefined || isHidden) {
      return errorAnswer(`Invalid API Action: "${command.toLowerCase()}" is not a valid API action`);
    }
    const caller = await localCaller(house, adminUser);
    if (caller === undefined) return errorAnswer("No matching admin user found");
    return await dispatch(house, action, { values: toPhp(values) as PhpArray, files: [] }, caller);
  };
}

async function localCaller({ db }: House, adminUser: string | undefined): Promise<Caller | undefined> {
  const query = db
    .selectFrom("admins")
    .select(["id", "username", "firstname", "lastname"])
    .where("is_disabled", "=", 0)
    .orderBy("id");
  const admin = await (adminUser === undefined ? query : query.where("username", "=", adminUser)).executeTakeFirst();
  if (admin === undefined) return undefined;
  const { id, username, firstname, lastname } = admin;
  return { adminId: id, username, name: `${firstname} ${lastname}`.trim(), ip: "" };
}
