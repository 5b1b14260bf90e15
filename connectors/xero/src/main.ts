/** The program. */
import { runConnector } from "@turnpike/connector-kit";
import { help } from "./help.js";
import { serverFactory } from "./server.js";
import { version } from "./version.js";

await runConnector({
  name: "turnpike-xero",
  version,
  help,
  port: 7321,
  power: "change the books",
  serverFactory,
});
