/** WhmcsDetails. */
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import { version } from "../../version.js";

/** The version whose behaviour this is. */
export const versionFields = {
  whmcs: field.object("The version", {
    version: field.text("The version"),
    canonicalversion: field.text("The version, with the kind of release"),
  }),
} as const;

export const versionValues = { whmcs: { version, canonicalversion: `${version}-release.1` } };

export const whmcsDetails = action({
  name: "WhmcsDetails",
  area: "system",
  description: "Obtain the version whose behaviour this API has",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {},
  response: versionFields,
  errors: [],
  example: { request: {}, response: versionValues },
  async run() {
    return versionValues;
  },
});
