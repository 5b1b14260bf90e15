/** Affiliates and promotions. */
import { clientAsUserId, paging, text } from "../schema/input.js";
import { amounts, flags, list, numbers, page, record, texts } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";

const affiliate = record(
  numbers("id clientid visitors onetime"),
  texts("date paytype created_at updated_at"),
  amounts("payamount balance withdrawn"),
);

const promotion = record(
  numbers("id recurring maxuses uses recurfor"),
  texts("code type cycles appliesto requires startdate expirationdate upgradeconfig notes"),
  amounts("value"),
  flags("requiresexisting lifetimepromo applyonce newsignups existingclient onceperclient upgrades"),
);

export const marketingTools: readonly Tool[] = [
  tool({
    name: "whmcs_get_affiliates",
    title: "Get Affiliates",
    description: "Lists affiliates: clients who earn commission, with what they have earned. Changes nothing.",
    effect: "reads",
    action: "GetAffiliates",
    input: paging,
    output: { ...page, affiliates: list("affiliate", affiliate) },
  }),
  tool({
    name: "whmcs_activate_affiliate",
    title: "Activate Affiliate",
    description:
      "Makes a client an affiliate, who from then on earns commission that we owe them, and credits them the installation's sign-up bonus if it has one.",
    effect: "adds",
    action: "AffiliateActivate",
    seenIn: "whmcs_get_affiliates",
    input: { userid: clientAsUserId },
    output: {},
  }),
  tool({
    name: "whmcs_get_promotions",
    title: "Get Promotions",
    description:
      "Lists promotion codes and what each takes off: `type` says whether `value` is a percentage, an amount or a price. A code is live only between its dates and while `uses` is below `maxuses` (0 means no bound). Changes nothing.",
    effect: "reads",
    action: "GetPromotions",
    input: { code: text("The code to the letter; all if left out").optional() },
    output: { ...numbers("totalresults"), promotions: list("promotion", promotion) },
  }),
];
