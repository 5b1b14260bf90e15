/**
 * Every action against what is documented of it (`documented.json`): its parameters, its errors, and the shape of its
 * answer, in JSON and in XML.
 */
import { readFileSync } from "node:fs";
import { XMLParser } from "fast-xml-parser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { actions } from "../../src/actions/index.js";
import type { Action } from "../../src/declare/action.js";
import { parameterRows } from "../../src/reference/rows.js";
import { openExampleBooks } from "../support/examples.js";
import { type Server, startServer } from "../support/server.js";
import { faultsOf, readShape } from "./notation.js";

type Documented = {
  readonly parameters: readonly string[];
  readonly response: string;
  readonly errors: readonly string[];
};
const documented = JSON.parse(readFileSync(new URL("./documented.json", import.meta.url), "utf8")) as Record<
  string,
  Documented
>;
const served = Object.entries(documented).flatMap(([name, facts]) => {
  const action = actions.get(name.toLowerCase());
  return action === undefined ? [] : [{ name, action, facts }];
});

/** Where real installations answer otherwise than the documentation's examples, by `Action.path` or by path alone. */
const otherwise: ReadonlySet<string> = new Set([
  "totalresults",
  "startnumber",
  "numreturned",
  "AddClient.clientid",
  "CreateInvoice.invoiceid",
  "UpdateInvoice.invoiceid",
  "OpenTicket.id",
  "GetTicket.id",
  "GetTicket.ticketid",
  "UpdateTicket.ticketid",
  "GetTickets.tickets.ticket[].id",
  // There where the client has custom fields, the call asks for a timeline, the domain is taken, the filter is used.
  "GetClientsDetails.client.customfields1",
  "GetStats.timeline_data",
  "DomainWhois.whois",
  "GetClientsDomains.domainid",
  // Documented as an object, printed as a text that is no JSON.
  "DomainGetWhoisInfo.Registrant",
  // An empty list is an empty array here, in the documented container.
  "GetInvoice.transactions",
]);

/** Documented errors whose cause does not exist here: cards are never kept, and a failure inside undoes the call as a whole. */
const cannotHappen: ReadonlySet<string> = new Set([
  "Multiple Credit Card Pay Methods Found",
  "Multiple Bank Account Pay Methods Found",
  "Client Delete Failed: xxxxxx",
  "An unexpected error occurred: xxx",
]);

let server: Server;
beforeEach(async () => {
  server = await startServer(openExampleBooks);
});
afterEach(() => server.close());

async function answer({ name, example, isExtension }: Action, responsetype: "json" | "xml"): Promise<string> {
  if (isExtension) await server.books.set("ApiExtensions", "on");
  const body = new URLSearchParams({ action: name, ...credentials(), responsetype });
  const append = (key: string, value: unknown): void => {
    if (typeof value !== "object" || value === null)
      body.append(key, typeof value === "boolean" ? String(Number(value)) : String(value));
    else for (const [inner, each] of Object.entries(value)) append(`${key}[${inner}]`, each);
  };
  for (const [key, value] of Object.entries(example.request)) append(key, value);
  return (await server.post(body)).text;
}
const credentials = () => ({ identifier: server.access.identifier, secret: server.access.secret });

/** JSON and XML say the same when types, empty things and lists of one are looked at alike. */
function likened(value: unknown): unknown {
  if (Array.isArray(value)) {
    const all = value.map(likened).filter((each) => each !== undefined);
    return all.length === 0 ? undefined : all;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).flatMap(([key, each]) => {
      const inner = likened(Array.isArray(each) ? each : each);
      return inner === undefined
        ? []
        : [[/^[A-Za-z_]/.test(key) ? key : `_${key}`, Array.isArray(inner) ? inner : [inner]] as const];
    });
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  return value === null || value === "" ? undefined : String(value);
}

describe("the documented action", () => {
  it.each(served)("$name takes every documented parameter", ({ action, facts }) => {
    const names = parameterRows(action).map(({ name }) => name.toLowerCase());
    const wanted = facts.parameters.filter((name) => !name.startsWith("lineitems[")).map((name) => name.toLowerCase());
    expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(served)("$name may answer every documented error, word for word", ({ action, facts }) => {
    const plain = (text: string) => text.replace(/\$\w+|<.*?>|\bx{3,}\b.*$/g, "").trim();
    const declared = action.errors.map(plain);
    // What a registrar, server or gateway says stands here in its own words.
    const wanted = facts.errors.filter(
      (error) => !/(Registrar Error|[Rr]esponse) [Mm]essage$/.test(error) && !cannotHappen.has(error),
    );
    expect(wanted.filter((error) => !declared.some((each) => each.startsWith(plain(error))))).toEqual([]);
  });

  it.each(served)("$name answers in the documented shape", async ({ name, action, facts }) => {
    const given = JSON.parse(await answer(action, "json")) as unknown;
    const exempt = (path: string) => otherwise.has(path) || otherwise.has(`${name}.${path}`);
    expect(faultsOf(given, readShape(facts.response), "", exempt)).toEqual([]);
  });

  it("is there, each of them", () => {
    expect(Object.keys(documented).filter((name) => !actions.has(name.toLowerCase()))).toEqual([]);
  });
});

describe("any action", () => {
  it.each([...actions.values()].filter(({ isInternal, kind }) => isInternal !== true && kind === "read"))(
    "$name says the same in XML as in JSON",
    async (action) => {
      const json = JSON.parse(await answer(action, "json")) as object;
      const parser = new XMLParser({
        ignoreAttributes: true,
        parseTagValue: false,
        trimValues: false,
        isArray: () => false,
      });
      const { whmcsapi } = parser.parse((await answer(action, "xml")).replace(/>\n+(?=<)/g, ">")) as {
        whmcsapi: object;
      };
      expect(likened(whmcsapi)).toEqual(likened({ action: action.name.toLowerCase(), ...json }));
    },
  );
});
