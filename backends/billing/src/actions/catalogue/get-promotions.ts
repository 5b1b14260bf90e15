/** GetPromotions. */
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

export const getPromotions = action({
  name: "GetPromotions",
  area: "catalogue",
  description: "Obtain promotions: all, or the one with a code",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: { code: param.text("The promotion with exactly this code") },
  response: {
    totalresults: field.int("How many promotions there are"),
    promotions: field.list("promotion", "The promotions", {
      id: field.int("The ID of the promotion"),
      code: field.text("Its code"),
      type: field.text("Percentage, Fixed Amount, Price Override or Free Setup"),
      recurring: field.flag("1 when it applies to every cycle, else 0"),
      value: field.number("The percentage or the amount"),
      cycles: field.text("The cycles it applies to"),
      appliesto: field.text("The products it applies to"),
      requires: field.text("The products it requires"),
      requiresexisting: field.flag("1 when the client may have them already, else 0"),
      startdate: field.day("When it begins"),
      expirationdate: field.day("When it ends"),
      maxuses: field.int("How often it may be used; 0 without a limit"),
      uses: field.int("How often it was used"),
      lifetimepromo: field.flag("1 when it stays when the product is changed, else 0"),
      applyonce: field.flag("1 when it applies once an order, else 0"),
      newsignups: field.flag("1 when it is for new clients, else 0"),
      existingclient: field.flag("1 when it is for clients with a service, else 0"),
      onceperclient: field.flag("1 when each client may use it once, else 0"),
      recurfor: field.int("For how many cycles it applies; 0 without a limit"),
      upgrades: field.flag("1 when it is for upgrades, else 0"),
      upgradeconfig: field.text("Which upgrades"),
      notes: field.text("Notes for administrators"),
    }),
  },
  errors: [],
  example: { request: {}, response: { totalresults: 0, promotions: { promotion: [] } } },
  async run({ db }, { code }) {
    const all = db.selectFrom("promotions").selectAll().orderBy("id");
    const rows = await (code ? all.where("code", "=", code) : all).execute();
    const promotions = rows.map((row) => ({
      ...row,
      value: row.value_e2 / 100,
      appliesto: row.applies_to,
      requiresexisting: row.requires_existing,
      startdate: row.start_date,
      expirationdate: row.expiration_date,
      maxuses: row.max_uses,
      lifetimepromo: row.lifetime_promo,
      applyonce: row.apply_once,
      newsignups: row.new_signups,
      existingclient: row.existing_client,
      onceperclient: row.once_per_client,
      recurfor: row.recur_for,
      upgradeconfig: row.upgrade_config,
    }));
    return { totalresults: rows.length, promotions };
  },
});
