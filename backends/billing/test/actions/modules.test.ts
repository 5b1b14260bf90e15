import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";
import { hookNames, mailNames, moduleCalls, orderRows, rowOf } from "../support/rows.js";

let books: Books;

beforeEach(async () => {
  books = await openBooks();
  await books.call("AddOrder", { clientid: 1, paymentmethod: "mailin", pid: [2, 1], noinvoice: 1, noemail: 1 });
});

afterEach(() => books.close());

const service = async () => await rowOf(books.billing, "services", 1);
const actions = ["ModuleCreate", "ModuleSuspend", "ModuleUnsuspend", "ModuleTerminate", "ModuleChangePw"] as const;

describe.each(actions)("%s", (action) => {
  const operation = action === "ModuleChangePw" ? "ChangePassword" : action.slice("Module".length);

  it("asks the module of the product, between its hooks", async () => {
    await books.call(action, { serviceid: 1 });
    expect(await moduleCalls(books.billing)).toEqual([{ module: "sandbox", operation, outcome: "ok" }]);
    const hooks = await hookNames(books.billing);
    expect(hooks.slice(-2)).toEqual([`PreModule${operation}`, `AfterModule${operation}`]);
  });

  it("takes the service's id as accountid too", async () => {
    await books.call(action, { accountid: 1 });
  });

  it("answers what the server says when it refuses, and changes nothing", async () => {
    const refusal = { operation, subject: "1", message: "The server is full" };
    await books.billing.db.insertInto("module_refusals").values(refusal).execute();
    const before = await orderRows(books.billing);
    expect(await books.refused(action, { serviceid: 1 })).toBe("The server is full");
    expect(await orderRows(books.billing)).toEqual(before);
  });

  it.each([
    [{}, "Service ID is required"],
    [{ serviceid: "" }, "Service ID is required"],
    [{ serviceid: 9 }, "Service ID not found"],
    [{ serviceid: "1abc" }, "Service ID not found"],
    [{ serviceid: 2 }, "Service not assigned to a module"],
  ])("refuses %j: %s", async (values, message) => {
    const before = await orderRows(books.billing);
    expect(await books.refused(action, values)).toBe(message);
    expect(await orderRows(books.billing)).toEqual(before);
  });
});

describe("what modules do to a service", () => {
  it("is made active with a username and a password, and the product's welcome mail", async () => {
    await books.billing.db.updateTable("products").set({ welcome_email_id: 7 }).where("id", "=", 2).execute();
    await books.call("ModuleCreate", { serviceid: 1 });
    expect(await service()).toMatchObject({
      status: "Active",
      username: "smallhos1",
      password: expect.stringMatching(/^\w{14}$/),
    });
    expect(await mailNames(books.billing)).toEqual(["New Product Information"]);
  });

  it("keeps the username and password it had", async () => {
    await books.billing.db.updateTable("services").set({ username: "me", password: "pw" }).execute();
    await books.call("ModuleCreate", { serviceid: 1 });
    expect(await service()).toMatchObject({ username: "me", password: "pw" });
  });

  it("is suspended for a reason, runs again without it, and ends", async () => {
    await books.call("ModuleSuspend", { serviceid: 1 });
    expect(await service()).toMatchObject({ status: "Suspended", suspension_reason: "Overdue on Payment" });
    await books.call("ModuleSuspend", { serviceid: 1, suspendreason: "Abuse" });
    expect(await service()).toMatchObject({ suspension_reason: "Abuse" });
    await books.call("ModuleUnsuspend", { serviceid: 1 });
    expect(await service()).toMatchObject({ status: "Active", suspension_reason: "" });
    await books.call("ModuleTerminate", { serviceid: 1 });
    expect(await service()).toMatchObject({ status: "Terminated", terminated: "2026-03-10" });
  });

  it("has the password that is given, or a made up one, and nobody writes it down", async () => {
    await books.call("ModuleChangePw", { serviceid: 1, servicepassword: "Pa55w0rd-given" });
    expect(await service()).toMatchObject({ password: "Pa55w0rd-given" });
    for (const table of ["module_calls", "hook_events", "activity_log"] as const)
      expect(JSON.stringify(await books.billing.db.selectFrom(table).selectAll().execute())).not.toContain("Pa55w0rd");
    await books.call("ModuleChangePw", { serviceid: 1 });
    expect(await service()).toMatchObject({ password: expect.stringMatching(/^\w{14}$/) });
  });
});

describe("ModuleChangePassword", () => {
  const values = { serviceid: 1, servicepassword: "new" };

  it("is no action of WHMCS, and is answered only where extensions are on", async () => {
    expect(await books.refused("ModuleChangePassword", values)).toBe(
      'Invalid API Action: "modulechangepassword" is not a valid API action',
    );
    await books.set("ApiExtensions", "on");
    await books.call("ModuleChangePassword", values);
    expect(await service()).toMatchObject({ password: "new" });
  });
});

describe("a module that is handed a secret", () => {
  it("gets the password, and may fail as it likes", async () => {
    const faults: unknown[] = [];
    let password: string | undefined;
    await books.close();
    books = await openBooks({
      modules: async (_db, call) => {
        password = call.secrets?.password;
        if (call.operation === "Terminate") throw new Error("connection lost");
        return { ok: true };
      },
      report: (fault) => faults.push(fault),
    });
    await books.call("AddOrder", { clientid: 1, paymentmethod: "mailin", pid: [2], noinvoice: 1 });
    await books.call("ModuleChangePw", { serviceid: 1, servicepassword: "handed" });
    expect(password).toBe("handed");
    expect(await books.refused("ModuleTerminate", { serviceid: 1 })).toBe("The module sandbox failed");
    expect(faults).toEqual([new Error("connection lost")]);
    expect(await service()).toMatchObject({ status: "Pending" });
  });
});

describe("GetServers", () => {
  type Server = Readonly<Record<string, unknown>>;
  const list = async (values: Readonly<Record<string, unknown>> = {}) =>
    ((await books.call("GetServers", values)) as unknown as { servers: Server[] }).servers;

  it("is a flat list that says how full each server is", async () => {
    await books.billing.db.updateTable("servers").set({ max_services: 3 }).execute();
    await books.call("ModuleCreate", { serviceid: 1 });
    expect(await books.call("GetServers")).toEqual({
      servers: [
        {
          id: 1,
          name: "Server One",
          hostname: "one.company.example",
          ipaddress: "192.0.2.10",
          active: true,
          activeServices: 1,
          maxAllowedServices: 3,
          percentUsed: 33,
          module: "sandbox",
          status: { http: true },
        },
      ],
      fetchStatus: "0",
    });
    expect((await list({ fetchStatus: 1 }))[0]?.status).toEqual({ http: true, load: "Unknown", uptime: "Unknown" });
  });

  it("shows the servers that a service or an addon could run on", async () => {
    const { db } = books.billing;
    await db.insertInto("servers").values({ name: "Backup", module: "backup" }).execute();
    await db.insertInto("addons").values({ name: "Backups", module: "backup", pay_type: "free" }).execute();
    await books.call("AddOrder", { clientid: 1, paymentmethod: "mailin", addonid: 1, serviceid: 1 });
    const names = async (values: Readonly<Record<string, unknown>>) => (await list(values)).map(({ name }) => name);
    expect(await names({ serviceId: 1 })).toEqual(["Server One"]);
    expect(await names({ serviceId: 2 })).toEqual([]);
    expect(await names({ serviceId: 9 })).toEqual([]);
    expect(await names({ addonId: 1 })).toEqual(["Backup"]);
    expect(await names({})).toEqual(["Server One", "Backup"]);
  });
});
