/** The organisation that a request is for. */
import type { OrganisationRow } from "../database/ledger-tables.js";
import { writeMoment } from "../http/dates.js";
import { done, type Operation } from "../http/operation.js";

/** The operation `getOrganisations`: a list of one. */
export const getOrganisations: Operation = {
  name: "getOrganisations",
  method: "GET",
  path: "Organisation",
  need: { area: "settings", writes: false },
  answer: async ({ organisation }) => done({ Organisations: [writeOrganisation(organisation)] }),
};

function writeOrganisation(row: OrganisationRow) {
  return {
    OrganisationID: row.id,
    Name: row.name,
    LegalName: row.name,
    PaysTax: true,
    Version: row.version,
    OrganisationType: "COMPANY",
    OrganisationEntityType: "COMPANY",
    BaseCurrency: row.base_currency,
    CountryCode: row.country_code,
    IsDemoCompany: row.is_demo === 1,
    OrganisationStatus: "ACTIVE",
    TaxNumber: row.tax_number,
    FinancialYearEndDay: row.year_end_day,
    FinancialYearEndMonth: row.year_end_month,
    SalesTaxBasis: "ACCRUALS",
    SalesTaxPeriod: "QUARTERLY",
    DefaultSalesTax: "Tax Exclusive",
    DefaultPurchasesTax: "Tax Exclusive",
    CreatedDateUTC: writeMoment(row.created_at),
    Timezone: row.timezone,
    ShortCode: row.short_code,
    Edition: "BUSINESS",
    Class: row.is_demo === 1 ? "DEMO" : "PREMIUM",
    Addresses: [],
    Phones: [],
    ExternalLinks: [],
    PaymentTerms: {},
  };
}
