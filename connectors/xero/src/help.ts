/** What `--help` prints of this connector. */
import type { Help } from "@turnpike/connector-kit";

export const help: Help = {
  about: "an MCP server for Xero, 15 tools over its Accounting API",
  environment: `  XERO_CLIENT_ID       the client id of an app at developer.xero.com (required
                       unless XERO_CLIENT_BEARER_TOKEN is set)
  XERO_CLIENT_SECRET   its secret; without XERO_REDIRECT_URI it is that of a
                       custom connection
  XERO_REDIRECT_URI    the redirect URI of an app that a person signs in to,
                       on this machine; http://localhost:5000/callback unless
                       set
  XERO_CLIENT_BEARER_TOKEN
                       an access token, instead of an app
  XERO_SCOPES          what to ask for, instead of what the tools need
  XERO_TENANT          the organisation that is meant when a call names none,
                       by name or id
  XERO_TOKEN_FILE      where the sign-in is kept, sealed
  XERO_TOKEN_KEY       what it is sealed with: 32 bytes in hex or base64;
                       without it, a key file beside it
  XERO_API_URL         the API's address; https://api.xero.com unless set
  XERO_IDENTITY_URL    where to sign in; https://identity.xero.com unless set
  MCP_AUTH_TOKEN       with --http: the bearer token that callers must show
  MCP_ALLOWED_HOSTS    with --http: further host names, separated by commas,
                       under which this server is reached

The tools are listed before anybody has signed in. Without a configuration
every call is answered with what is missing.
`,
};
