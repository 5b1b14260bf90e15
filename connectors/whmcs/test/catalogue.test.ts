import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectInside } from "../../../test/support/connectors.js";
import { serverFactory } from "../src/index.js";
import { documented } from "./support/documented.js";

type Schema = {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema & { description?: string }>>;
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly anyOf?: readonly Schema[];
};

type Listed = {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly annotations?: object | undefined;
  readonly inputSchema: Schema;
  readonly outputSchema?: Schema | undefined;
};

let client: Client;
let listed: readonly Listed[];
beforeAll(async () => {
  // No configuration: nothing here may need an installation.
  client = await connectInside(serverFactory({})());
  listed = (await client.listTools()).tools as readonly Listed[];
});
afterAll(() => client.close());

describe("the served tools, without an installation behind them", () => {
  it("are the documented ones, in their order", () => {
    expect(documented).toHaveLength(62);
    expect(listed.map(({ name }) => name)).toEqual(documented.map(({ name }) => name));
  });

  it.each(documented)("$name has the documented title, annotations and parameters, and no other", (tool) => {
    const { title, annotations, inputSchema } = find(tool.name);
    expect({ title, annotations }).toEqual({ title: tool.title, annotations: tool.annotations });
    expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
    const served = Object.entries(inputSchema.properties ?? {}).map(([name, schema]) => ({
      name,
      type: schema.type,
      required: inputSchema.required?.includes(name) ?? false,
      ...(schema.enum === undefined ? {} : { enum: schema.enum }),
      ...(schema.format === undefined ? {} : { format: schema.format }),
      ...(schema.items === undefined ? {} : { items: schema.items.type }),
    }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(served.sort(byName)).toEqual([...tool.parameters].sort(byName));
  });

  it.each(documented)("$name says what it changes, and each parameter what it means", ({ name, annotations }) => {
    const { description = "", inputSchema } = find(name);
    expect(description.length).toBeGreaterThan(40);
    expect(description.includes("Changes nothing."), "reading tools say so, others do not").toBe(
      annotations.readOnlyHint,
    );
    for (const [parameter, schema] of Object.entries(inputSchema.properties ?? {})) {
      expect(schema.description?.length ?? 0, parameter).toBeGreaterThan(3);
    }
  });

  it.each(documented)("$name names other tools only by names that exist", ({ name }) => {
    const names = new Set(listed.map((each) => each.name));
    const mentioned = JSON.stringify(find(name)).match(/\bwhmcs_\w+/g) ?? [];
    expect(mentioned.filter((each) => !names.has(each))).toEqual([]);
  });

  it.each(documented)("$name declares every documented field of its answer", ({ name, answer }) => {
    const { outputSchema } = find(name);
    expect(outputSchema?.properties?.result).toMatchObject({ type: "string" });
    expect(undeclared(answer, outputSchema ?? {}, "")).toEqual([]);
  });
});

describe("the server", () => {
  it("tells how to handle money and ids before any tool is looked at", () => {
    expect(client.getInstructions()).toMatch(/real money.*currency.*client.*twice/s);
  });

  it("offers eight prompts and eleven resources", async () => {
    expect((await client.listPrompts()).prompts).toHaveLength(8);
    expect((await client.listResources()).resources).toHaveLength(11);
  });
});

const find = (name: string): Listed =>
  listed.find((each) => each.name === name) ?? expect.fail(`${name} is not listed`);

// Values of no use to an agent, or that no example fills.
const passedOn =
  /^(\.client\.customfields1|\.orders\.order\.\[\]\.(transfersecret|renewals.*|orderdata|fraud(output|data)|validationdata)|\.admin_users\.\[\]\.(supportDepartmentIds|receivesTicketNotifications|homepageWidgetsConfig|hiddenHomepageWidgets|gravatarHash)|\.pricing\.<tld>\.(categories|grace_period|redemption_period))/;

function undeclared(shape: unknown, schema: Schema, path: string): readonly string[] {
  if (Array.isArray(shape)) return shape.flatMap((each) => undeclared(each, schema.items ?? {}, `${path}.[]`));
  if (typeof shape !== "object" || shape === null) return [];
  return Object.entries(shape).flatMap(([field, each]) => {
    const at = `${path}.${field}`;
    if (passedOn.test(at)) return [];
    const varies = typeof schema.additionalProperties === "object" && schema.properties === undefined;
    const declared = schema.properties?.[field] ?? (varies ? (schema.additionalProperties as Schema) : undefined);
    return declared === undefined ? [at] : undeclared(each, declared, at);
  });
}
