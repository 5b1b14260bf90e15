/** GetConfigurationValue. */
import { isSettingName, settingDefaults } from "../../books/settings.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const unknown = `setting must be one of ${Object.keys(settingDefaults).join(", ")}`;

export const getConfigurationValue = action({
  name: "GetConfigurationValue",
  area: "system",
  description: "Read how the books are set up.",
  kind: "read",
  history: { "7.2": "Initial Version" },
  isInternal: true,
  parameters: { setting: param.required(param.text("The setting's name"), unknown) },
  response: { setting: field.text("The setting's name"), value: field.text("Its value; empty for none or off") },
  errors: [unknown],
  example: { request: { setting: "TaxType" }, response: { setting: "TaxType", value: "Exclusive" } },
  async run({ settings }, { setting }) {
    if (!isSettingName(setting)) throw refuse(unknown);
    return { setting, value: settings[setting] };
  },
});
