/** The accounts and tax rates of an organisation, as documents look them up. */
import type { AccountRow, TaxRateRow } from "../database/ledger-tables.js";
import type { Context } from "../http/context.js";

/** The accounts that the books themselves post to. */
export type SystemAccount = "DEBTORS" | "CREDITORS" | "GST" | "RETAINEDEARNINGS";

export type Chart = {
  readonly byId: (id: string) => AccountRow | undefined;
  readonly byCode: (code: string) => AccountRow | undefined;
  readonly system: (account: SystemAccount) => AccountRow;
  readonly taxRate: (taxType: string) => TaxRateRow | undefined;
  readonly accounts: readonly AccountRow[];
};

export async function readChart({ db, organisation }: Context): Promise<Chart> {
  const accounts = await db
    .selectFrom("accounts")
    .selectAll()
    .where("organisation_id", "=", organisation.id)
    .orderBy("code")
    .execute();
  const rates = await db.selectFrom("tax_rates").selectAll().where("organisation_id", "=", organisation.id).execute();
  return {
    accounts,
    byId: (id) => accounts.find((account) => account.id === id),
    byCode: (code) => accounts.find((account) => account.code === code),
    taxRate: (taxType) => rates.find((rate) => rate.tax_type === taxType),
    system(name) {
      const found = accounts.find((account) => account.system_account === name);
      if (found === undefined) throw new Error(`the chart of accounts has no ${name}`);
      return found;
    },
  };
}
