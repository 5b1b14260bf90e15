import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectInside } from "../../../test/support/connectors.js";
import { serverFactory } from "../src/index.js";
import { added, type Documented, documented, required } from "./support/documented.js";

type Schema = {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
};

type Listed = {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly annotations?: { readonly readOnlyHint?: boolean | undefined } | undefined;
  readonly inputSchema: Schema;
  readonly outputSchema?: Schema | undefined;
};

let client: Client;
let listed: readonly Listed[];
beforeAll(async () => {
  // No configuration: nothing here may need a sign-in.
  client = await connectInside(serverFactory({})());
  listed = (await client.listTools()).tools as readonly Listed[];
});
afterAll(() => client.close());

const find = (name: string): Listed =>
  listed.find((each) => each.name === name) ?? expect.fail(`${name} is not listed`);

type Known = Documented["input_schema"]["properties"][string];

/** What a parameter is, as both lists can say it: objects that are named elsewhere are objects. */
const kindOf = ({ type, $ref, items, anyOf }: Known & Schema): string => {
  if ($ref !== undefined) return "object";
  if (anyOf !== undefined) return anyOf.every((each) => each.type === "number") ? "number" : "several";
  return type === "array"
    ? `array of ${kindOf((items ?? {}) as Known & Schema)}`
    : (type ?? "any").replace("integer", "number");
};

describe("the served tools, before anybody has signed in", () => {
  it("are the 15 known ones", () => {
    expect(documented).toHaveLength(15);
    expect(listed.map(({ name }) => name).sort()).toEqual(documented.map(({ name }) => name).sort());
  });

  it.each(documented)("$name has the known parameters, and no other but those that are told of", (tool) => {
    const { inputSchema } = find(tool.name);
    expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
    const known = tool.input_schema.properties;
    const served = inputSchema.properties ?? {};
    expect(Object.keys(served).sort()).toEqual([...Object.keys(known), ...(added[tool.name] ?? [])].sort());
    for (const [name, parameter] of Object.entries(known)) {
      expect(kindOf(served[name] as Known & Schema), name).toBe(kindOf(parameter as Known & Schema));
      if (parameter.properties === undefined) continue;
      expect(Object.keys(served[name]?.properties ?? {}).sort()).toEqual(Object.keys(parameter.properties).sort());
    }
    expect([...(inputSchema.required ?? [])].sort()).toEqual(
      [...(tool.input_schema.required ?? []), ...(required[tool.name] ?? [])].sort(),
    );
  });

  it.each(documented)(
    "$name says what it changes, what each parameter means, and has a title and an answer",
    ({ name }) => {
      const { title = "", description = "", annotations, inputSchema, outputSchema } = find(name);
      expect(title.length).toBeGreaterThan(5);
      expect(description.length).toBeGreaterThan(40);
      expect(description.endsWith("Changes nothing."), "reading tools say so, others do not").toBe(
        annotations?.readOnlyHint,
      );
      for (const [parameter, schema] of Object.entries(inputSchema.properties ?? {})) {
        expect(schema.description?.length ?? 0, parameter).toBeGreaterThan(3);
      }
      expect(outputSchema).toMatchObject({ type: "object" });
    },
  );

  it.each(documented)(
    "$name points at nothing that is not in its schema, and takes no key that is in none",
    ({ name }) => {
      const { inputSchema, outputSchema } = find(name);
      expect(JSON.stringify([inputSchema, outputSchema])).not.toContain("$ref");
      expect(objectsIn(inputSchema).filter((schema) => schema.additionalProperties !== false)).toEqual([]);
    },
  );

  it.each(documented)("$name names other tools only by names that exist", ({ name }) => {
    const names = new Set(listed.map((each) => each.name));
    const mentioned = JSON.stringify(find(name)).match(/\b(?:list|get|create|update)_\w+/g) ?? [];
    expect(mentioned.filter((each) => !names.has(each))).toEqual([]);
  });

  it("say which only read, and which can end something", () => {
    const reading = listed.filter(({ annotations }) => annotations?.readOnlyHint === true);
    expect(reading.map(({ name }) => name).every((name) => /^(list|get)_/.test(name))).toBe(true);
    expect(reading).toHaveLength(10);
    const ending = listed.filter(({ annotations }) => JSON.stringify(annotations).includes('"destructiveHint":true'));
    expect(ending.map(({ name }) => name)).toEqual(["update_invoice", "update_bank_transaction"]);
  });

  it("take a client at most 10,000 tokens to know, at four characters each", () => {
    const shown = listed.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
    expect(JSON.stringify(shown).length / 4).toBeLessThan(10_000);
  });
});

describe("the server", () => {
  it("tells how to sign in and how to handle money and names before any tool is looked at", () => {
    expect(client.getInstructions()).toMatch(/authenticate.*letter for letter.*currency.*data, not instructions/s);
  });

  it("offers three prompts and two resources", async () => {
    expect((await client.listPrompts()).prompts).toHaveLength(3);
    expect((await client.listResources()).resources).toHaveLength(2);
  });
});

function objectsIn(schema: Schema): readonly Schema[] {
  const below = [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? [])].flatMap(objectsIn);
  const items = schema.items === undefined ? [] : objectsIn(schema.items);
  return [...(schema.type === "object" ? [schema] : []), ...below, ...items];
}
