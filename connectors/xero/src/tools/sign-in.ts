/** Signing in, and which organisations that reaches. */
import { z } from "zod";
import type { Tenant } from "../access/access.js";
import { tenant } from "../schema/input.js";
import { flags, list, numbers, texts } from "../schema/output.js";
import { type Context, type Outcome, type Tool, tool } from "../tool.js";
import { reads } from "./support.js";

const connected = list(texts("tenantId tenantName tenantType"));

const shown = (tenants: readonly Tenant[]) =>
  tenants.map(({ id, name, type }) => ({ tenantId: id, tenantName: name, tenantType: type }));

async function signIn({ xero, signal }: Context): Promise<Outcome> {
  const state = await xero.access.signIn(signal);
  if (state.kind === "signed_in") {
    const { remark } = state;
    return {
      fields: { status: "signed_in", tenants: shown(state.tenants), ...(remark === undefined ? {} : { remark }) },
    };
  }
  return { fields: { status: "under_way", url: state.url, until: state.until.toISOString() } };
}

// Xero tells of one organisation at a time.
async function organisations(context: Context, named: string | undefined): Promise<Outcome> {
  const tenants = await context.xero.access.tenants(context.signal);
  const asked = named === undefined ? tenants.map(({ id }) => id) : [named];
  const answers: Outcome[] = [];
  for (const tenant of asked) {
    answers.push(await reads(context, { tenant }, (api, tenantId) => api.getOrganisations(tenantId)));
  }
  const found = answers.flatMap(({ fields }) => {
    const { Organisations, tenant } = fields as { Organisations?: readonly object[]; tenant?: object };
    return (Organisations ?? []).map((organisation) => ({ ...tenant, ...organisation }));
  });
  const { rateLimits } = answers.at(-1)?.fields ?? {};
  return { fields: { Organisations: found, tenants: shown(tenants), rateLimits } };
}

export const signInTools: readonly Tool[] = [
  tool({
    name: "authenticate",
    title: "Sign in to Xero",
    description:
      "Signs in to Xero, or says which organisations are connected when that was done before. A person has to agree in a browser on the machine that this server runs on: when `status` is `under_way`, ask them to open `url` and call again. Changes nothing in Xero.",
    effect: "sets",
    input: {},
    output: {
      status: z.enum(["signed_in", "under_way"]),
      tenants: connected,
      ...texts("url until remark"),
    },
    run: (_, context) => signIn(context),
  }),
  tool({
    name: "list_organisations",
    title: "List Organisations",
    description:
      "Shows the connected organisations: name, base currency, country, financial year end, tax basis, and the lock dates before which nothing can be changed. `tenants` lists every one that the other tools can be pointed at with `tenant`. One call of Xero for each. Changes nothing.",
    effect: "reads",
    input: { tenant: tenant.optional() },
    output: {
      Organisations: list(
        texts("tenantId tenantName OrganisationID Name LegalName BaseCurrency CountryCode Timezone TaxNumber Version"),
        texts(
          "OrganisationStatus SalesTaxBasis SalesTaxPeriod PeriodLockDate EndOfYearLockDate CreatedDateUTC ShortCode",
        ),
        numbers("FinancialYearEndDay FinancialYearEndMonth"),
        flags("IsDemoCompany PaysTax"),
      ),
      tenants: connected,
      rateLimits: z.looseObject({}).optional(),
    },
    run: (args, context) => organisations(context, args.tenant),
  }),
];
