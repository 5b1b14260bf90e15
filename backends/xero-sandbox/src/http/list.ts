/** What every list is narrowed by: its organisation, the time of change, and the caller's filter. */
import { type Expression, type SqlBool, sql } from "kysely";
import type { Fields } from "../where/fields.js";
import { parseFilter } from "../where/parse.js";
import { conditionOf } from "../where/to-sql.js";
import type { ApiRequest } from "./operation.js";

/** The conditions on a table; throws a refusal where the filter is not understood. */
export function listConditions(
  { parameters, modifiedSince }: ApiRequest,
  table: string,
  organisationId: string,
  fields: Fields,
): Expression<SqlBool>[] {
  const filter = parameters.text("where");
  return [
    sql<SqlBool>`${sql.ref(`${table}.organisation_id`)} = ${organisationId}`,
    ...(modifiedSince === undefined ? [] : [sql<SqlBool>`${sql.ref(`${table}.updated_at`)} > ${modifiedSince}`]),
    ...(filter === undefined ? [] : [conditionOf(parseFilter(filter), fields)]),
  ];
}

/** A condition that a column has one of these values; none where no value was asked for. */
export function among(column: string, values: readonly string[]): Expression<SqlBool>[] {
  return values.length === 0 ? [] : [sql<SqlBool>`${sql.ref(column)} in (${sql.join(values)})`];
}
