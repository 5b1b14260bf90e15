import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chosen } from "../../src/access/tenants.js";
import { connected } from "./support/scripted-xero.js";
import { type Scene, scene } from "./support/signing-in.js";

const ash = { id: "AAAAAAAA-0000-4000-8000-000000000001", name: "Alder & Ash", type: "ORGANISATION" };
const birch = { id: "bbbbbbbb-0000-4000-8000-000000000002", name: "Birch Bakery", type: "ORGANISATION" };
const loud = { ...birch, id: "cccccccc-0000-4000-8000-000000000003", name: "BIRCH BAKERY" };
const twin = { ...birch, id: "dddddddd-0000-4000-8000-000000000004" };

describe("the organisation that is meant", () => {
  it("is found by id or by name, whatever their case", () => {
    for (const named of [birch.id, birch.id.toUpperCase(), "Birch Bakery", " birch bakery "]) {
      expect(chosen([ash, birch], named, undefined)).toBe(birch);
    }
    expect(chosen([ash, birch], ash.id.toLowerCase(), undefined)).toBe(ash);
  });

  it("is the one of exactly that name where two differ by case only, and neither where none is exact", () => {
    expect(chosen([loud, birch], "Birch Bakery", undefined)).toBe(birch);
    expect(() => chosen([loud, birch], "birch bakery", undefined)).toThrow(
      `several organisations have that name, give the id: ${loud.id}, ${birch.id}`,
    );
    expect(() => chosen([birch, twin], "Birch Bakery", undefined)).toThrow(/several organisations have that name/);
    expect(chosen([birch, twin], twin.id, undefined)).toBe(twin);
  });

  it("is the configured one where none is named, else the only one", () => {
    expect(chosen([ash, birch], undefined, "birch bakery")).toBe(birch);
    expect(chosen([ash, birch], "", "birch bakery")).toBe(birch);
    expect(chosen([ash, birch], "Alder & Ash", "birch bakery")).toBe(ash);
    expect(chosen([ash], undefined, undefined)).toBe(ash);
  });

  it("is asked for where it is not clear, with the names that there are", () => {
    const names = `Alder & Ash (${ash.id}), Birch Bakery (${birch.id})`;
    expect(() => chosen([ash, birch], undefined, undefined)).toThrow(
      `several organisations are connected, name the one that is meant with \`tenant\`: ${names}`,
    );
    expect(() => chosen([ash, birch], "Cedar", undefined)).toThrow(
      `no organisation is named so; connected are: ${names}`,
    );
    expect(() => chosen([ash, birch], undefined, "Cedar")).toThrow(
      `the organisation in XERO_TENANT is not connected; connected are: ${names}`,
    );
    expect(() => chosen([], undefined, undefined)).toThrow(/reaches no organisation/);
  });
});

describe("the list of organisations", () => {
  let set: Scene;
  beforeEach(async () => {
    set = await scene();
  });
  afterEach(() => set.end());
  const given = (more = {}) => set.access({ XERO_CLIENT_BEARER_TOKEN: "Given-T0ken", ...more });
  const own = () => set.access({ XERO_CLIENT_SECRET: "S3cret", XERO_REDIRECT_URI: "" });

  it("is read once for some minutes", async () => {
    const access = given({ XERO_TENANT: "Birch Bakery" });
    expect(await access.tenant(undefined)).toMatchObject({ name: "Birch Bakery" });
    await access.tenant("Alder & Ash Ltd");
    expect(await access.tenants()).toHaveLength(2);
    expect(set.xero.bearers).toHaveLength(1);
    await set.clock.pass(5 * 60_000);
    await access.tenants();
    expect(set.xero.bearers).toHaveLength(2);
  });

  it("is read again when what is named is not in it, since it may have been connected just now", async () => {
    const access = given();
    await access.tenants();
    const added = { ...connected[0], tenantId: "new", tenantName: "Cedar" };
    set.xero.connections(() => ({ reply: [...connected, added] }));
    expect(await access.tenant("cedar")).toMatchObject({ id: "new" });
    await expect(access.tenant("Dogwood")).rejects.toMatchObject({ kind: "tenant" });
  });

  it("is asked for with another token when the first one is refused, once", async () => {
    set.xero.connections((bearer, well) => (bearer === "Bearer Access-T0ken-1" ? { raw: "", status: 401 } : well));
    expect(await own().tenants()).toHaveLength(2);
    set.xero.connections(() => ({ raw: "", status: 401 }));
    await expect(own().tenants()).rejects.toMatchObject({ kind: "refused" });
    expect(set.xero.bearers).toHaveLength(4);
  });

  it.each([
    [{ raw: "", status: 403 }, "refused", /does not accept the sign-in/],
    [{ raw: "", status: 429, headers: { "retry-after": "17" } }, "unreachable", /try again in 17 seconds/],
    [{ raw: "", status: 503 }, "unreachable", /HTTP 503.*try again later/],
    [{ raw: "<html>" }, "unreachable", /no list of organisations/],
    [{ reply: null }, "unreachable", /no list of organisations/],
    [{ reply: { tenantId: "x" } }, "unreachable", /no list of organisations/],
    ["break", "unreachable", /Xero's API cannot be reached/],
  ] as const)("is said not to be had for %j", async (answering, kind, words) => {
    set.xero.connections(() => answering);
    await expect(given().tenants()).rejects.toMatchObject({ kind, message: expect.stringMatching(words) });
  });

  it("is given up with its time, and at once by who gives up", async () => {
    set.xero.connections(() => "hang");
    const late = expect(given().tenants()).rejects.toMatchObject({ message: "Xero's API did not answer in time" });
    await expect.poll(() => set.xero.bearers.length).toBe(1);
    await set.clock.pass(20_000);
    await late;
    const over = new AbortController();
    const cancelled = expect(given().tenants(over.signal)).rejects.toMatchObject({ kind: "cancelled" });
    await expect.poll(() => set.xero.bearers.length).toBe(2);
    over.abort();
    await cancelled;
  });
});
