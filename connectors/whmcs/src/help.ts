/** What `--help` prints. */
export const help = `turnpike-whmcs: an MCP server for WHMCS, 62 tools over its external API

Usage
  turnpike-whmcs
      serves over standard input and output
  turnpike-whmcs --http [--host 127.0.0.1] [--port 7311] [--json]
      serves over HTTP, at /mcp

Options
  --http        serve Streamable HTTP instead of standard input and output
  --host HOST   address to listen on; beyond this machine only with
                MCP_AUTH_TOKEN
  --port PORT   port to listen on; 0 takes a free one
  --json        print the address as one line of JSON
  -h, --help    print this
  -V, --version print the version

Environment
  WHMCS_API_URL         the installation's address, with or without
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
`;
