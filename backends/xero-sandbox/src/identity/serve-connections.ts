/** Answers the requests on `/connections`: the list, and the end of one. */
import type { IdentityAnswer, IdentityRequest } from "../access.js";
import { json, text, unauthorized } from "./answer.js";
import { connectionsOf } from "./connections.js";
import type { Identity } from "./identity.js";
import { findAccess } from "./tokens.js";

/** Answers `/connections`: the list, or of one sign-in only with `authEventId`. */
export async function listConnections(identity: Identity, request: IdentityRequest): Promise<IdentityAnswer> {
  const access = await findAccess(identity, request.headers.authorization);
  if (access === undefined) return unauthorized("AuthenticationUnsuccessful");
  const event = request.query.get("authEventId");
  const connections = await connectionsOf(identity, access);
  const shown = connections
    .filter((each) => event === null || each.grant_id === event)
    .map((each) => ({
      id: each.id,
      authEventId: each.grant_id,
      tenantId: each.organisation_id,
      tenantType: "ORGANISATION",
      tenantName: each.name,
      createdDateUtc: withoutZone(each.created_at),
      updatedDateUtc: withoutZone(each.created_at),
    }));
  return json(200, shown);
}

// The original gives these moments in UTC without saying so.
const withoutZone = (moment: string): string => moment.replace("Z", "0000");

/** Answers `DELETE /connections/{id}`: the app no longer reaches that organisation. */
export async function deleteConnection(
  identity: Identity,
  request: IdentityRequest,
  id: string,
): Promise<IdentityAnswer> {
  const access = await findAccess(identity, request.headers.authorization);
  if (access === undefined) return unauthorized("AuthenticationUnsuccessful");
  const { numDeletedRows } = await identity.db
    .deleteFrom("identity_connections")
    .where("id", "=", id)
    .where("client_id", "=", access.clientId)
    .where("holder", "=", access.holder)
    .executeTakeFirst();
  return numDeletedRows > 0n ? text(204, "") : text(404, "The resource you're looking for cannot be found");
}
