/** Opens the sign-in: which path and method does what. */
import type { Access, IdentityAnswer, IdentityRequest, OpenAccess } from "../access.js";
import { json, text } from "./answer.js";
import { showConsent, takeConsent } from "./authorize.js";
import { discoveryDocument, keysPath } from "./discovery.js";
import { publicKeys } from "./id-token.js";
import type { Identity } from "./identity.js";
import { revoke } from "./revoke.js";
import { deleteConnection, listConnections } from "./serve-connections.js";
import { giveTokens } from "./token-endpoint.js";
import { checkToken } from "./tokens.js";

type Answering = (identity: Identity, request: IdentityRequest) => Promise<IdentityAnswer>;
type Methods = Readonly<Record<string, Answering>>;

const paths: Readonly<Record<string, Methods>> = {
  "/.well-known/openid-configuration": { GET: async (_, { origin }) => json(200, discoveryDocument(origin)) },
  [keysPath]: { GET: async (identity) => json(200, await publicKeys(identity)) },
  "/identity/connect/authorize": { GET: showConsent, POST: takeConsent },
  "/connect/token": { POST: giveTokens },
  "/connect/revocation": { POST: revoke },
  "/connections": { GET: listConnections },
};

const oneConnection = /^\/connections\/([\w-]{1,64})$/;

function methodsAt(path: string): Methods | undefined {
  const [, id] = oneConnection.exec(path) ?? [];
  if (id !== undefined) return { DELETE: (identity, request) => deleteConnection(identity, request, id) };
  return Object.hasOwn(paths, path) ? paths[path] : undefined;
}

/** The sign-in on a database whose tables are made. */
export const openAccess: OpenAccess = (identity): Access => ({
  checkToken: (bearer) => checkToken(identity, bearer),
  async answer(request) {
    const methods = methodsAt(request.path);
    if (methods === undefined) return undefined;
    const answering = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
    const allow = Object.keys(methods).join(", ");
    if (answering === undefined) return text(405, "", { allow });
    return await identity.db.transaction().execute((db) => answering({ ...identity, db }, request));
  },
});
