/** The tables of the books, one type a row. Ids are UUIDs in lower case; moments are ISO 8601 in UTC with milliseconds. */

/** A company: what Xero calls an organisation and, seen from a client, a tenant. */
type OrganisationRow = {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
};

export type LedgerTables = {
  readonly organisations: OrganisationRow;
};
