import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Answering } from "../../../test/support/answering-api.js";
import type { Bounds } from "../src/api/call.js";
import { callerAt } from "./support/calling.js";
import { fakeAccess } from "./support/fake-access.js";
import { type RecordingApi, startRecordingApi } from "./support/recording-api.js";
import { ids } from "./support/samples.js";

let api: RecordingApi;
beforeEach(async () => {
  api = await startRecordingApi();
});
afterEach(() => api.close());

const said = async (name: string, args: object, bounds: Partial<Bounds> = {}, url = api.url): Promise<string> => {
  const { isError, text } = await callerAt(url, bounds).call(name, args);
  expect(isError, text).toBe(true);
  return text;
};
const reading = (bounds?: Partial<Bounds>) => said("get_invoice", { invoiceID: ids.invoice }, bounds);
const changing = (bounds?: Partial<Bounds>) => said("create_contacts", { Contacts: [{ Name: "a" }] }, bounds);

const validation = (...messages: readonly string[]): Answering => ({
  status: 400,
  reply: {
    ErrorNumber: 10,
    Type: "ValidationException",
    Message: "A validation exception occurred",
    Elements: [{ InvoiceID: ids.invoice, ValidationErrors: messages.map((Message) => ({ Message })) }],
  },
});
const problem = (Status: number, Title: string, Detail: string): Answering => ({
  status: Status,
  reply: { Type: null, Title, Status, Detail, Instance: "0", Extensions: {} },
});
const page = (status: number): Answering => ({ raw: "<html><h1>Oops!</h1> SELECT * FROM tbl</html>", status });

describe("a refusal by Xero", () => {
  it.each([
    [
      validation("Invoice not of valid status for modification"),
      /^Xero refused: Invoice not of valid status for modification\. get_invoice shows `Status`/,
    ],
    [validation("One thing", "Another thing."), /^Xero refused: One thing; Another thing\. Nothing was changed\.$/],
    [validation("Account code '999' is not a valid code for this document."), /list_accounts shows the codes/],
    [
      { status: 400, reply: { ErrorNumber: 16, Type: "QueryParseException", Message: "No property or field 'x'" } },
      /^Xero refused: No property or field 'x'\. Write `where` like/,
    ],
    [problem(401, "Unauthorized", "AuthorizationUnsuccessful"), /scope is missing.*XERO_SCOPES/],
    [problem(403, "Forbidden", "AuthenticationUnsuccessful"), /refused this organisation.*`authenticate`/],
    [{ raw: "The resource you're looking for cannot be found", status: 404 }, /^Xero has nothing with this id in this/],
    [{ raw: "<html>nginx</html>", status: 404 }, /^there is no Xero API at XERO_API_URL/],
    [{ raw: "", status: 413 }, /fewer elements at a time/],
    [page(400), /HTTP 400 with something that is not the API's JSON/],
  ] as const)("is passed on with what to do about it, and that nothing was changed (%#)", async (answer, words) => {
    api.answer(answer);
    const text = await changing();
    expect(text).toMatch(words);
    expect(text).toMatch(/Nothing was changed\.$/);
    expect(text).not.toMatch(/Oops|SELECT|nginx/);
    expect(api.requests).toHaveLength(1);
  });

  it("names the line and the contact that a message is about", async () => {
    const Elements = [
      {
        ValidationErrors: [{ Message: "a" }],
        LineItems: [{}, { ValidationErrors: [{ Message: "b" }, { Message: "b" }] }],
        Contact: { ValidationErrors: [{ Message: "c" }] },
      },
    ];
    api.answer({ status: 400, reply: { Message: "A validation exception occurred", Elements } });
    expect(await changing()).toMatch(/^Xero refused: a; LineItems\[1\]: b; Contact: c\. Nothing/);
  });

  it("is cut where it goes on without end", async () => {
    api.answer(validation("x ".repeat(10_000), ...Array.from({ length: 200 }, (_, index) => `message ${index}`)));
    expect((await changing()).length).toBeLessThan(2000);
  });
});

describe("an answer that says it is one and is an error", () => {
  const hidden: Answering = {
    reply: { ErrorNumber: 10, Type: "ValidationException", Message: "A validation exception occurred" },
  };

  it("is a refusal of what was read, and of what was to be written", async () => {
    api.answer(hidden);
    expect(await reading()).toMatch(/^Xero refused: A validation exception occurred\.$/);
    expect(await changing()).toMatch(/^Xero refused: .*Nothing was changed\.$/);
    expect(api.requests).toHaveLength(2);
  });
});

describe("a list of which Xero saves a part", () => {
  it("counts what Xero marks as an error as not saved, whether or not it says why", async () => {
    const marked = { Name: "a", StatusAttributeString: "ERROR", ValidationErrors: [] };
    api.answer({ reply: { Contacts: [marked, { ContactID: ids.contact, StatusAttributeString: "OK" }] } });
    expect(await changing()).toMatch(
      /^Xero saved 1 of 2\. Contacts\[0\] was not saved: Xero gives no reason\. Saved, .*Contacts\[1\]/,
    );
  });

  it("is uncertain when the elements are none", async () => {
    api.answer({ reply: { Contacts: [1, null, "x"] } });
    expect(await changing()).toMatch(/does not say what was saved/);
  });

  const mixed = {
    Contacts: [
      { ContactID: ids.contact, Name: "a", StatusAttributeString: "OK" },
      { Name: "b", StatusAttributeString: "ERROR", ValidationErrors: [{ Message: "The contact name b exists" }] },
    ],
  };

  it("is an error that names what was saved and what was not, with all of the answer", async () => {
    api.answer({ reply: mixed });
    const { isError, text, fields } = await callerAt(api.url).call("create_contacts", {
      Contacts: [{ Name: "a" }, { Name: "b" }],
    });
    expect(isError).toBe(true);
    expect(text).toBe(
      `Xero saved 1 of 2. Contacts[1] was not saved: The contact name b exists. Saved, and not to be sent again: Contacts[0] (${ids.contact}).`,
    );
    expect(fields).toMatchObject(mixed);
  });

  it("counts what Xero calls saved as saved, whatever it remarks", async () => {
    const remarked = { ...mixed.Contacts[1], StatusAttributeString: "OK" };
    api.answer({ reply: { Contacts: [remarked] } });
    expect((await callerAt(api.url).call("create_contacts", { Contacts: [{ Name: "b" }] })).isError).toBe(false);
  });

  it("is uncertain when the answer does not say what was saved", async () => {
    api.answer({ reply: { Id: "1" } });
    expect(await changing()).toMatch(
      /does not say what was saved\. Xero may or may not .* with idempotencyKey [-0-9a-f]{36},/,
    );
  });

  it("says so when nothing was saved", async () => {
    api.answer({ reply: { Contacts: [mixed.Contacts[1]] } });
    expect(await changing()).toMatch(/^Xero saved 0 of 1\..*Nothing was saved\.$/);
  });
});

describe("an answer that cannot be read, or none", () => {
  const unreadable: readonly [string, Answering][] = [
    ["an error page", page(500)],
    ["maintenance", page(503)],
    ["a bad gateway", page(502)],
    ["a broken connection", "break"],
  ];

  it.each(unreadable)("%s: the call is tried again, a change under the same idempotency key", async (_, how) => {
    api.answer(how, how, "usual");
    const read = await callerAt(api.url).call("get_invoice", { invoiceID: ids.invoice });
    expect(read.isError).toBe(false);
    expect(api.requests).toHaveLength(3);
    api.answer(how, how, "usual");
    const changed = await callerAt(api.url).call("create_contacts", { Contacts: [{ Name: "a" }] });
    expect(changed.isError).toBe(false);
    const keys = api.requests.slice(3).map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it.each(unreadable)("%s: after the third time the model is told to look, and how to repeat", async (_, how) => {
    api.answer(how);
    const text = await changing();
    expect(text).toMatch(/may or may not have made the change\. Look first: list_contacts.*with idempotencyKey/);
    expect(text).toContain(api.latest().headers["idempotency-key"]);
    expect(text).not.toMatch(/Oops|SELECT/);
    expect(api.requests).toHaveLength(3);
    expect(await reading()).not.toMatch(/may or may not/);
  });

  it.each([
    ["a page with status 200", page(200)],
    ["nothing", { raw: "" }],
    ["a list", { reply: [] }],
    ["JSON cut off", { raw: '{"Contacts":[{' }],
  ] as const)("%s leaves open whether a change was made", async (_, how) => {
    api.answer(how);
    expect(await changing()).toMatch(/not the API's JSON.*may or may not/);
    expect(api.requests).toHaveLength(1);
  });

  it("leaves a change as uncertain when a later attempt is turned away at the door", async () => {
    api.answer("break", { raw: "The resource cannot be found", status: 404 });
    expect(await changing()).toMatch(/nothing with this id.*may or may not/);
  });

  it("ends the uncertainty when Xero then looks at it and refuses", async () => {
    api.answer("break", validation("No"));
    expect(await changing()).toMatch(/^Xero refused: No\. Nothing was changed\.$/);
  });

  it("repeats no argument: a key of the caller's own is not shown", async () => {
    api.answer("break");
    const text = await said("create_contacts", { Contacts: [{ Name: "s3cret-name" }], idempotencyKey: "s3cret-key" });
    expect(text).toMatch(/with the same idempotencyKey/);
    expect(text).not.toMatch(/s3cret/);
  });

  it("is not awaited for ever", async () => {
    api.answer("hang");
    expect(await changing({ attemptMs: 200, retryDelaysMs: [1] })).toMatch(/did not answer in time\. Xero may or may/);
    expect(await reading({ attemptMs: 200, retryDelaysMs: [] })).toBe("Xero did not answer in time.");
    expect(api.requests).toHaveLength(3);
  });

  it("is not read past its bound", async () => {
    api.answer({ reply: { Invoices: [{ Reference: "x".repeat(5000) }] } });
    expect(await reading({ maxAnswerBytes: 1000 })).toMatch(/more than 1000 bytes.*pageSize/);
  });
});

describe("a call that is cancelled", () => {
  it("ends at once when it only reads", async () => {
    api.answer("hang");
    const control = new AbortController();
    const call = callerAt(api.url).call("get_invoice", { invoiceID: ids.invoice }, control.signal);
    await expect.poll(() => api.requests.length).toBe(1);
    control.abort();
    expect(await call).toMatchObject({ isError: true, text: "the call was cancelled." });
  });

  it("sees a change that was sent to the end of that attempt, and tries it no more", async () => {
    const control = new AbortController();
    api.answer("break");
    const call = callerAt(api.url).call("create_contacts", { Contacts: [{ Name: "a" }] }, control.signal);
    control.abort();
    expect((await call).isError).toBe(true);
    expect(api.requests.length).toBeLessThanOrEqual(1);
  });
});

describe("an address that is not Xero", () => {
  it.each([301, 302, 303, 307, 308])("is not followed with the token on a %i", async (status) => {
    const elsewhere = await startRecordingApi();
    api.answer({ raw: "", status, headers: { location: elsewhere.url } });
    expect(await reading()).toMatch(/XERO_API_URL leads to a redirect/);
    expect(elsewhere.requests).toHaveLength(0);
    await elsewhere.close();
  });

  it("cannot have made a change when nobody listens there", async () => {
    const closed = createServer();
    await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
    const { port } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    const text = await said("create_contacts", { Contacts: [{ Name: "a" }] }, {}, `http://127.0.0.1:${port}`);
    expect(text).toMatch(/cannot be reached at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)\. Nothing was changed\.$/);
  });
});

describe("an expired token", () => {
  const expired = problem(401, "Unauthorized", "TokenExpired: token expired at 01/02/2026 10:00:00");

  it("is renewed in the middle of a call, and the very same request sent again", async () => {
    api.answer(expired, "usual");
    const caller = callerAt(api.url);
    expect((await caller.call("create_contacts", { Contacts: [{ Name: "a" }] })).isError).toBe(false);
    expect(caller.access.renewals()).toBe(1);
    const [first, second] = api.requests;
    expect(second?.headers.authorization).toBe("Bearer token-1");
    expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
    expect(second?.body).toEqual(first?.body);
  });

  it("is renewed once: a second 401 says that somebody has to sign in", async () => {
    api.answer(expired);
    expect(await changing()).toMatch(/does not accept the sign-in: call `authenticate`\. Nothing was changed\.$/);
    expect(api.requests).toHaveLength(2);
  });

  it("that cannot be renewed leaves an earlier attempt as uncertain as it was", async () => {
    api.answer("break", expired);
    const access = fakeAccess(api.url, { renewable: false });
    const { text } = await callerAt(api.url, {}, access).call("create_contacts", { Contacts: [{ Name: "a" }] });
    expect(text).toMatch(/sign-in has ended: call `authenticate`\. Xero may or may not/);
  });
});

describe("a change that is looked at first", () => {
  it("takes no longer altogether than a caller waits", async () => {
    api.answer("usual", "break");
    const caller = callerAt(api.url, { callMs: 1000, retryDelaysMs: [900, 900] });
    const args = { invoiceID: ids.invoice, invoices: { Invoices: [{ Reference: "r" }] } };
    await caller.call("update_invoice", args);
    expect(caller.clock.waited).toEqual([900]);
    expect(api.requests.map(({ method }) => method)).toEqual(["GET", "POST", "POST"]);
  });
});

describe("an organisation that is not connected", () => {
  it("is refused before anything is sent", async () => {
    expect(await said("list_accounts", { tenant: "Nobody" })).toBe("no organisation of that name is connected.");
    expect(api.requests).toHaveLength(0);
  });
});

describe("an answer", () => {
  const answer = async (reply: object) => {
    api.answer({ reply });
    return callerAt(api.url).call("get_invoice", { invoiceID: ids.invoice });
  };

  it("has days as days, instants as instants, and no date twice", async () => {
    const { fields } = await answer({
      Invoices: [
        {
          Date: "/Date(1551916800000+0000)/",
          DateString: "2019-03-07T00:00:00",
          FullyPaidOnDate: "/Date(1551981568133)/",
          UpdatedDateUTC: "/Date(1551916800000+0000)/",
          ExpectedPaymentDate: "2019-03-09T00:00:00",
          DueDate: "/Date(99999999999999999)/",
          Reference: "/Date(1551916800000+0000)/",
          Url: null,
        },
      ],
    });
    expect(fields.Invoices).toEqual([
      {
        Date: "2019-03-07",
        FullyPaidOnDate: "2019-03-07T17:59:28.133Z",
        UpdatedDateUTC: "2019-03-07T00:00:00.000Z",
        ExpectedPaymentDate: "2019-03-09T00:00:00",
        DueDate: "/Date(99999999999999999)/",
        Reference: "/Date(1551916800000+0000)/",
      },
    ]);
  });

  it("keeps pagination, warnings and fields that nobody declared, and says whose it is and what is left of the limits", async () => {
    api.answer({
      reply: { pagination: { page: 1, itemCount: 7 }, Warnings: [{ Message: "w" }], Invoices: [{ New: 1 }], Id: "x" },
      headers: { "x-minlimit-remaining": "58", "x-daylimit-remaining": "4000" },
    });
    const { fields, text } = await callerAt(api.url).call("list_invoices");
    expect(fields).toEqual({
      pagination: { page: 1, itemCount: 7 },
      Warnings: [{ Message: "w" }],
      Invoices: [{ New: 1 }],
      tenant: { tenantId: "11111111-1111-4111-8111-111111111111", tenantName: "Acme" },
      rateLimits: { minuteRemaining: 58, dayRemaining: 4000 },
    });
    expect(JSON.parse(text)).toEqual(fields);
  });

  it("never makes a change that was made look like a failure: what has an odd form is left to the text", async () => {
    const { isError, fields, text } = await answer({ Invoices: [{ InvoiceID: 7, Total: "many", Status: "PAID" }] });
    expect(isError).toBe(false);
    expect(fields.Invoices).toEqual([{ Status: "PAID" }]);
    expect(text).toContain('"Total":"many"');
  });

  it("shows no key of the organisation", async () => {
    const { text, fields } = await callerAt(api.url).call("list_organisations", { tenant: "Acme" });
    expect(text).not.toContain("K3YOFXERO");
    expect(fields.Organisations).toMatchObject([{ APIKey: "[hidden]" }]);
  });
});
