import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";

let books: Books;

beforeEach(async () => {
  books = await openBooks();
});

afterEach(() => books.close());

const outbox = () => books.billing.db.selectFrom("outbox").selectAll().orderBy("id").execute();

describe("SendEmail", () => {
  const packedVars = (name: string, value: string) =>
    Buffer.from(`a:1:{s:${name.length}:"${name}";s:${value.length}:"${value}";}`).toString("base64");

  it("sends a template about what its type says the id is", async () => {
    await books.call("CreateInvoice", { userid: 2, itemdescription1: "x", itemamount1: "5" });
    await books.call("SendEmail", { messagename: "Invoice Created", id: 1 });
    expect(await outbox()).toMatchObject([
      { recipient: "two@example.com", subject: "Invoice 1 from Company Name", related_type: "invoice", related_id: 1 },
    ]);
  });

  it("sends a mail of one's own, filled in, with nothing of it read as markup", async () => {
    await books.call("SendEmail", {
      customtype: "general",
      customsubject: "Hello {$client_name}{$constructor}{$__proto__}",
      custommessage: "<p>{$offer} {$x_html_y}</p>",
      customvars: packedVars("offer", "5 < 6"),
      id: 1,
    });
    expect(await outbox()).toMatchObject([{ subject: "Hello One Client", html: "<p>5 &lt; 6 </p>" }]);
    await books.call("SendEmail", {
      customtype: "general",
      customsubject: "s",
      custommessage: "{$x_html_y}",
      customvars: packedVars("x_html_y", "<b>"),
      id: 1,
    });
    expect((await outbox())[1]?.html).toBe("");
  });

  it("keeps marketing from clients who do not want it", async () => {
    const { db } = books.billing;
    await db
      .insertInto("email_templates")
      .values({ type: "general", name: "Sale", subject: "s", message: "m", marketing: 1 })
      .execute();
    await books.call("SendEmail", { messagename: "Sale", id: 1 });
    expect(await outbox()).toEqual([]);
    await books.call("UpdateClient", { clientid: 1, marketingoptin: 1 });
    await books.call("SendEmail", { messagename: "Sale", id: 1 });
    expect(await outbox()).toHaveLength(1);
  });

  const own = { customtype: "general", customsubject: "s", custommessage: "m", id: 1 };
  it.each([
    [{}, "You must provide either an existing email template name or a custom message type"],
    [{ ...own, customtype: "gossip" }, "Invalid message type provided"],
    [{ ...own, customsubject: "" }, "A subject is required for a custom message"],
    [{ ...own, custommessage: "" }, "A message body is required for a custom message"],
    [{ ...own, customvars: "%%%" }, "The custom variables you provided are invalid."],
    [{ ...own, id: undefined }, "A related ID is required"],
    [{ ...own, id: 99 }, "Sending Failed. Please see documentation."],
    [{ messagename: "Invoice Created" }, "A related ID is required"],
    [{ messagename: "Love Letter", id: 1 }, "Email Template not found"],
    [{ messagename: "Support Ticket Notification", id: 1 }, "Sending Failed. Please see documentation."],
  ])("refuses %j: %s", async (values, message) => {
    expect(await books.refused("SendEmail", values)).toBe(message);
    expect(await outbox()).toEqual([]);
  });

  it("refuses a template that is disabled", async () => {
    await books.billing.db.updateTable("email_templates").set({ disabled: 1 }).execute();
    expect(await books.refused("SendEmail", { messagename: "Invoice Created", id: 1 })).toBe(
      "Email Template is disabled",
    );
  });

  it.each([
    ["product", "services"],
    ["domain", "domains"],
    ["support", "tickets"],
    ["affiliate", "affiliates"],
  ])("of type %s goes to the client of the one that is named", async (customtype, table) => {
    const { db } = books.billing;
    const rows = {
      services: () =>
        db.insertInto("services").values({ client_id: 2, product_id: 2, registered: "2026-01-01" }).execute(),
      domains: () => db.insertInto("domains").values({ client_id: 2, domain: "two.com" }).execute(),
      tickets: () => books.call("OpenTicket", { deptid: 1, subject: "s", message: "m", clientid: 2, noemail: 1 }),
      affiliates: () => books.call("AffiliateActivate", { userid: 2 }),
    };
    await rows[table as keyof typeof rows]();
    await books.call("SendEmail", { ...own, customtype });
    expect(await outbox()).toMatchObject([{ recipient: "two@example.com" }]);
  });
});

describe("GetStats", () => {
  it("counts what there is, and income in the default currency", async () => {
    const { db } = books.billing;
    await db
      .insertInto("transactions")
      .values([
        { client_id: 1, date: "2026-03-10 09:00:00", amount_in: 100_00, fees: 3_00, amount_out: 0, rate_e5: 100_000 },
        { client_id: 1, date: "2026-03-09 09:00:00", amount_in: 50_00, fees: 0, amount_out: 0, rate_e5: 50_000 },
        { client_id: 1, date: "2025-12-31 09:00:00", amount_in: 1_00, fees: 0, amount_out: 0, rate_e5: 100_000 },
      ])
      .execute();
    await db
      .insertInto("orders")
      .values([
        { number: "1", client_id: 1, date: "2026-03-10 01:00:00", status: "Active" },
        { number: "2", client_id: 1, date: "2026-03-09 23:59:59", status: "Fraud" },
      ])
      .execute();
    await books.call("OpenTicket", { deptid: 1, subject: "s", message: "m", clientid: 1, noemail: 1 });
    await books.call("UpdateTicket", { ticketid: 1, flag: 1 });
    expect(await books.call("GetStats", { timeline_days: 2 })).toMatchObject({
      income_today: "$97.00 USD",
      income_thismonth: "$197.00 USD",
      income_thisyear: "$197.00 USD",
      income_alltime: "$198.00 USD",
      orders_today_active: 1,
      orders_today_total: 1,
      orders_yesterday_fraud: 1,
      orders_thismonth_total: 2,
      tickets_open: 1,
      tickets_awaitingreply: 1,
      tickets_flaggedtickets: 1,
      timeline_data: {
        new_orders: { "2026-03-09": 1, "2026-03-10": 1 },
        accepted_orders: { "2026-03-09": 0, "2026-03-10": 1 },
        income: { "2026-03-09": "100.00", "2026-03-10": "100.00" },
        expenditure: { "2026-03-10": "3.00" },
        new_tickets: { "2026-03-09": 0, "2026-03-10": 1 },
      },
    });
  });

  it("goes back 90 days at most", async () => {
    const { timeline_data: data } = await books.call("GetStats", { timeline_days: 5000 });
    expect(Object.keys((data as { income: object }).income)).toHaveLength(90);
  });
});

describe("the activity log", () => {
  it("is written by every action that changes something, and can be written by hand", async () => {
    await books.call("LogActivity", { clientid: 1, description: "Called the client" });
    await books.call("CreateInvoice", { userid: 2, itemdescription1: "x", itemamount1: "5" });
    const log = async (values: object) => (await books.call("GetActivityLog", { ...values })) as object;
    expect(await log({})).toMatchObject({
      totalresults: 2,
      startnumber: 0,
      activity: { entry: [{ clientId: 2 }, { clientId: 1 }] },
    });
    for (const values of [{ clientid: 1 }, { description: "called" }])
      expect(await log(values)).toMatchObject({ totalresults: 1 });
    expect(await log({ date: "2026-03-10", user: "admin" })).toMatchObject({ totalresults: 2 });
    for (const values of [{ date: "2026-03-09" }, { user: "nobody" }, { ipaddress: "10." }]) {
      expect(await log(values)).toMatchObject({ totalresults: 0, activity: { entry: [] } });
    }
  });

  it("needs a description, and a client who exists", async () => {
    expect(await books.refused("LogActivity", { description: "" })).toBe("A description is required");
    expect(await books.refused("LogActivity", { clientid: 9, description: "x" })).toBe("Client ID Not Found");
  });
});

describe("administrators", () => {
  it("are shown without their passwords", async () => {
    await books.billing.issueAccess();
    const answer = await books.call("GetAdminUsers", { email: "COMPANY", roleid: 1 });
    expect(answer).toMatchObject({ count: 1, admin_users: [{ username: "admin", supportDepartmentIds: ["1"] }] });
    const { password_hash: hash } = await books.billing.db
      .selectFrom("admins")
      .select("password_hash")
      .executeTakeFirstOrThrow();
    expect(hash).not.toBe("");
    expect(JSON.stringify(answer)).not.toContain(hash);
    const now = "2026-01-01 00:00:00";
    const second = { uuid: "2", role_id: 1, username: "second", password_hash: "", is_disabled: 1 as const };
    await books.billing.db
      .insertInto("admins")
      .values({ ...second, created_at: now, updated_at: now })
      .execute();
    expect(await books.call("GetAdminUsers")).toMatchObject({ count: 1 });
    expect(await books.call("GetAdminUsers", { include_disabled: 1 })).toMatchObject({ count: 2 });
  });

  it("can ask who they are and what they speak with", async () => {
    expect(await books.call("GetAdminDetails")).toMatchObject({ adminid: "1", name: "Ada Admin", departments: "1" });
    expect(await books.call("WhmcsDetails")).toMatchObject({ whmcs: { version: expect.stringMatching(/^8\.13/) } });
  });
});

describe("affiliates, to-do items, templates, projects", () => {
  it("a client is made an affiliate once", async () => {
    await books.call("AffiliateActivate", { userid: 1 });
    await books.call("AffiliateActivate", { userid: 1 });
    expect(await books.call("GetAffiliates", { userid: 1 })).toMatchObject({
      totalresults: 1,
      affiliates: { affiliate: [{ clientid: "1", date: "2026-03-10", balance: "0.00" }] },
    });
    expect(await books.call("GetAffiliates", { balance: "5.00" })).toMatchObject({ totalresults: 0 });
    expect(await books.refused("AffiliateActivate", { userid: 9 })).toBe("Client ID not found");
  });

  it("to-do items are filtered, Incomplete being all that are not Completed", async () => {
    const item = { date: "2026-03-01", title: "Call" };
    await books.billing.db
      .insertInto("todo_items")
      .values([
        { ...item, status: "New" },
        { ...item, status: "Completed" },
        { ...item, status: "Postponed" },
      ])
      .execute();
    const total = async (status?: string) => (await books.call("GetToDoItems", { status })).totalresults;
    expect([await total(), await total("Incomplete"), await total("Completed")]).toEqual([3, 2, 1]);
    expect(await books.refused("GetToDoItems", { status: "Someday" })).toContain("must be one of");
  });

  it("templates are listed by name", async () => {
    const { emailtemplates } = await books.call("GetEmailTemplates", { type: "invoice" });
    expect((emailtemplates as { emailtemplate: { name: string }[] }).emailtemplate.map(({ name }) => name)).toEqual([
      "Invoice Created",
      "Invoice Payment Confirmation",
      "Invoice Refund Confirmation",
    ]);
    expect(await books.call("GetEmailTemplates", { type: "nonsense" })).toMatchObject({ totalresults: 0 });
  });

  it("projects are created where project management is active", async () => {
    const project = { title: "Move", adminid: 1, userid: 1 };
    expect(await books.call("CreateProject", project)).toEqual({ message: "Project has been created", projectid: "1" });
    for (const [values, message] of [
      [{ userid: 9 }, "Client ID Not Found"],
      [{ adminid: undefined }, "Admin ID not Set"],
      [{ adminid: 9 }, "Admin ID Not Found"],
      [{ title: "" }, "Project Title is Required."],
    ] as const) {
      expect(await books.refused("CreateProject", { ...project, ...values })).toBe(message);
    }
    await books.set("ProjectManagement", "");
    expect(await books.refused("CreateProject", project)).toBe("Project Management is not active.");
  });
});
