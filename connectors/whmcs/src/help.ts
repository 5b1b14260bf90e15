/** What `--help` prints of this connector. */
import type { Help } from "@turnpike/connector-kit";

export const help: Help = {
  about: "an MCP server for WHMCS, 62 tools over its external API",
  environment: `  WHMCS_API_URL         the installation's address, with or without
                        /includes/api.php (required)
  WHMCS_API_IDENTIFIER  the API credential's identifier (required)
  WHMCS_API_SECRET      the API credential's secret (required)
  WHMCS_ACCESS_KEY      the access key, where this machine's address is not
                        among those that may call the API
  WHMCS_DATE_FORMAT     the date format of the installation's localisation
                        settings, DD/MM/YYYY unless set
  MCP_AUTH_TOKEN        with --http: the bearer token that callers must show
  MCP_ALLOWED_HOSTS     with --http: further host names, separated by commas,
                        under which this server is reached

The tools are listed without reaching WHMCS. Without a configuration every call
is answered with what is missing.
`,
};
