/** What the actions on a service's module share: which service, and what they refuse with, in that order. */
import { findService, type Service } from "../../books/service/find.js";
import { noModule } from "../../books/service/provision.js";
import type { Db } from "../../database/tables.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const idRequired = "Service ID is required";
const notFound = "Service ID not found";

export const serviceParameter = {
  serviceid: param.alias(param.required(param.id("The service", notFound), idRequired), "accountid"),
};

/** What the server answers when it refuses is answered as it is. */
export const moduleErrors = [idRequired, notFound, noModule, "$serverMessage"] as const;

/** The service, or the refusal. That it has a module is checked where the module is asked. */
export async function serviceOf(db: Db, id: number): Promise<Service> {
  const service = await findService(db, id);
  if (service === undefined) throw refuse(notFound);
  return service;
}
