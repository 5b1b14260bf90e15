/**
 * Xero's own description of its API, where it is: beside the repository, or where XERO_OPENAPI says. It is only read, to
 * hold what the sandbox takes and answers against it.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

export type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
};

export type Parameter = {
  readonly $ref?: string;
  readonly name: string;
  readonly in: "query" | "header" | "path";
  readonly schema: Schema;
};

type Content = { readonly "application/json"?: { readonly schema: Schema; readonly example?: unknown } };

export type Described = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};

type Description = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
};

const file =
  process.env.XERO_OPENAPI ?? path.join(import.meta.dirname, "../../../../../shared/data/xero_accounting.yaml");

/** Whether the description is there. */
export const hasDescription = existsSync(file);

/** How a test that needs it is named when it is skipped. */
export const descriptionMissing = hasDescription ? "" : " (skipped: XERO_OPENAPI names no description of Xero's API)";

export const description: Description | undefined = hasDescription
  ? (parse(readFileSync(file, "utf8"), { maxAliasCount: -1 }) as Description)
  : undefined;

const methods = ["get", "put", "post", "delete"];

/** Every operation of it, with its method and path. */
export function describedOperations({ paths }: Description) {
  return Object.entries(paths).flatMap(([template, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ method: method.toUpperCase(), template, operation }];
    }),
  );
}
