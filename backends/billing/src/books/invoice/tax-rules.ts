/** Which taxes a client's invoice bears: the settings, the client's exemption, and the rule that fits where they live. */
import type { Context } from "../../context.js";
import type { Percent } from "../../money/cents.js";
import type { TaxRules } from "../../money/tax.js";
import type { Client } from "../client.js";
import { isOn } from "../settings.js";

/** The rules for a new invoice; rates that are given override the rules' own, also when they are 0. */
export async function taxRulesFor(
  context: Context,
  client: Pick<Client, "country" | "state" | "tax_exempt">,
  given: { readonly rate: Percent | undefined; readonly rate2: Percent | undefined },
): Promise<TaxRules> {
  const { TaxEnabled, TaxType, TaxL2Compound, TaxPerLineItem } = context.settings;
  const isTaxed = isOn(TaxEnabled) && client.tax_exempt === 0;
  return {
    mode: isTaxed ? (TaxType === "Inclusive" ? "inclusive" : "exclusive") : "none",
    rate: given.rate ?? (isTaxed ? await rateOf(context, client, 1) : 0),
    rate2: given.rate2 ?? (isTaxed ? await rateOf(context, client, 2) : 0),
    isCompound: isOn(TaxL2Compound),
    isPerLine: isOn(TaxPerLineItem),
  };
}

/** The most specific rule wins: country and state, then country, then everywhere. */
async function rateOf({ db }: Context, { country, state }: Pick<Client, "country" | "state">, level: 1 | 2) {
  const rule = await db
    .selectFrom("tax_rules")
    .select("rate")
    .where("level", "=", level)
    .where("is_active", "=", 1)
    .where("country", "in", [country, ""])
    .where("state", "in", [state, ""])
    .orderBy("country", "desc")
    .orderBy("state", "desc")
    .orderBy("id")
    .executeTakeFirst();
  return rule?.rate ?? 0;
}
