/** SetConfigurationValue. */
import { isSettingName, settingDefaults, writeSetting } from "../../books/settings.js";
import { action } from "../../declare/action.js";
import * as param from "../../declare/param.js";
import { refuse } from "../../declare/refuse.js";

const unknown = `setting must be one of ${Object.keys(settingDefaults).join(", ")}`;

export const setConfigurationValue = action({
  name: "SetConfigurationValue",
  area: "system",
  description: "Change how the books are set up.",
  kind: "write",
  history: { "7.2": "Initial Version" },
  isInternal: true,
  parameters: {
    setting: param.required(param.text("The setting's name"), unknown),
    value: param.text("Its value; empty for none or off"),
  },
  response: {},
  errors: [unknown],
  example: { request: { setting: "TaxType", value: "Inclusive" }, response: {} },
  async run(context, { setting, value = "" }) {
    if (!isSettingName(setting)) throw refuse(unknown);
    await writeSetting(context.db, setting, value);
    await context.log(`Setting Changed - ${setting}`);
    return {};
  },
});
