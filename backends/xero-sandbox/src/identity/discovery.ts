/** What a client can learn about the sign-in: OpenID Connect discovery. */
import { allScopes } from "./scopes.js";

/** Where the keys are, as with the original. */
export const keysPath = "/.well-known/openid-configuration/jwks";

/** The discovery document of a server that is reached at `origin`. */
export function discoveryDocument(origin: string) {
  return {
    issuer: origin,
    jwks_uri: `${origin}${keysPath}`,
    authorization_endpoint: `${origin}/identity/connect/authorize`,
    token_endpoint: `${origin}/connect/token`,
    revocation_endpoint: `${origin}/connect/revocation`,
    scopes_supported: allScopes,
    claims_supported: ["sub", "given_name", "family_name", "preferred_username", "email", "xero_userid"],
    grant_types_supported: ["authorization_code", "client_credentials", "refresh_token"],
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}
