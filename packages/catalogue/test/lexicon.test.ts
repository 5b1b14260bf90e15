import { describe, expect, it } from "vitest";
import { CATEGORIES } from "../src/index.js";
import { machineVerbs } from "../src/lexicon/contextual/machine-verbs.js";
import { moneyVerbs } from "../src/lexicon/contextual/money-verbs.js";
import { recordVerbs } from "../src/lexicon/contextual/record-verbs.js";
import { amendingVerbs, objectClasses } from "../src/lexicon/objects.js";
import { homographs, plainVerbs } from "../src/lexicon/plain-verbs.js";
import { verbFormOf, verbOf } from "../src/lexicon/verbs.js";
import { splitName } from "../src/text/split-name.js";

const words = (text: string) => text.trim().split(/\s+/);
const contextual = [moneyVerbs, machineVerbs, recordVerbs];

describe("the tables of words", () => {
  it("have each verb once", () => {
    const all = [...CATEGORIES.flatMap((category) => words(plainVerbs[category])), ...contextual.flatMap(Object.keys)];
    expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([]);
    expect(all.length).toBeGreaterThan(400);
  });

  it("call nothing a homograph or an amending verb that is no verb", () => {
    expect([...words(homographs), ...words(amendingVerbs)].filter((word) => verbOf(word) === undefined)).toEqual([]);
  });

  it("name only classes that there are", () => {
    const named = contextual.flatMap((verbs) =>
      Object.values(verbs).flatMap(({ rows }) => rows.flatMap(({ of = "" }) => words(of))),
    );
    const classes = named.filter((word) => word.startsWith("$"));
    expect(classes.length).toBeGreaterThan(10);
    expect(classes.filter((word) => !(word in objectClasses))).toEqual([]);
  });

  it("know the forms of a verb, and no participle", () => {
    for (const form of ["delete", "deletes", "deleting"]) expect(verbFormOf(form)?.verb.word).toBe("delete");
    for (const form of ["stopping", "stops"]) expect(verbFormOf(form)?.verb.word).toBe("stop");
    expect(verbFormOf("deleted")).toBeUndefined();
  });
});

describe("a name", () => {
  it.each([
    ["create_invoice", ["create", "invoice"]],
    ["createInvoice", ["create", "invoice"]],
    ["CreateInvoice", ["create", "invoice"]],
    ["create-invoice", ["create", "invoice"]],
    ["billing.createInvoice", ["billing", "create", "invoice"]],
    ["getHTMLPage2", ["get", "html", "page2"]],
    ["HassTurnOn", ["hass", "turnon"]],
    ["usr_del", ["user", "delete"]],
    ["kündige_vertrag", ["kündige", "vertrag"]],
    ["mark_as_fraud", ["fraud"]],
  ])("%s is read as %j", (name, expected) => {
    expect(splitName(name)).toEqual(expected);
  });
});
