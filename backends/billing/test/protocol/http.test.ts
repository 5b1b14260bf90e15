import { connect } from "node:net";
import { XMLParser } from "fast-xml-parser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Server, startServer } from "../support/server.js";

let server: Server;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const credentials = () => {
  const { identifier, secret } = server.access;
  return { identifier, secret };
};
const form = (parameters: Record<string, string>) =>
  new URLSearchParams({ ...credentials(), ...parameters }).toString();
const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
const invoices = () => server.books.billing.db.selectFrom("invoices").select(["id", "notes"]).execute();

describe("a request", () => {
  it("takes action names in any case, and echoes them in lower case", async () => {
    const reply = await server.call({ action: "CREATEinvoice", userid: "1", responsetype: "xml" });
    expect(reply.type).toBe("application/xml");
    expect(reply.text).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<whmcsapi version="8.13.1">\n<action>createinvoice</action>\n' +
        "<result>success</result>\n<invoiceid>1</invoiceid>\n<status>Unpaid</status>\n</whmcsapi>\n",
    );
  });

  it("is answered in pairs where no form of answer is asked for", async () => {
    const reply = await server.post(form({ action: "CreateInvoice", userid: "1" }), urlencoded);
    expect(reply.type).toBe("text/plain; charset=utf-8");
    expect(reply.text).toBe("result=success;invoiceid=1;status=Unpaid;");
  });

  it("is answered with an error in each form, too", async () => {
    const parameters = { action: "CreateInvoice", userid: "99" };
    expect((await server.call(parameters)).json()).toEqual({ result: "error", message: "Client ID Not Found" });
    const xml = new XMLParser().parse((await server.call({ ...parameters, responsetype: "XML" })).text);
    expect(xml.whmcsapi).toMatchObject({ result: "error", message: "Client ID Not Found" });
    const pairs = await server.call({ ...parameters, responsetype: "" });
    expect(pairs.text).toBe("result=error;message=Client ID Not Found;");
  });

  it("writes what XML has no way to write as a question, and escapes the rest", async () => {
    const notes = "a < b & c > \"d\" 'e' \u0007 \u{1F600} \u{FFFF}";
    await server.call({ action: "CreateInvoice", userid: "1", notes });
    const reply = await server.call({ action: "GetInvoice", invoiceid: "1", responsetype: "xml" });
    const parsed = new XMLParser({ parseTagValue: false, trimValues: false }).parse(reply.text);
    expect(parsed.whmcsapi.notes).toBe("a < b & c > \"d\" 'e' \uFFFD \u{1F600} \uFFFD");
    const again = await server.call({ action: "GetInvoice", invoiceid: "1" });
    expect(again.json().notes).toBe(notes);
  });

  it("may have its parameters in the query, where the body's win", async () => {
    const reply = await server.post(
      form({ action: "CreateInvoice", userid: "1", responsetype: "json" }),
      urlencoded,
      "?userid=2&notes=query",
    );
    expect(reply.json()).toMatchObject({ result: "success" });
    const [invoice] = await server.books.billing.db.selectFrom("invoices").selectAll().execute();
    expect(invoice).toMatchObject({ client_id: 1, notes: "query" });
  });

  it("may be multipart, with files", async () => {
    const body = new FormData();
    for (const [name, value] of Object.entries({
      ...credentials(),
      action: "CreateInvoice",
      userid: "1",
      responsetype: "json",
      notes: "Café",
      "a[b]": "1",
    }))
      body.append(name, value);
    body.append("attachments[]", new Blob(["hello"]), "hello.txt");
    expect((await server.post(body)).json()).toMatchObject({ result: "success" });
    expect(await invoices()).toEqual([{ id: 1, notes: "Café" }]);
  });

  it.each([
    ["a body of JSON", '{"action":"CreateInvoice"}', { "content-type": "application/json" }, 415],
    ["a compressed body", "x", { ...urlencoded, "content-encoding": "gzip" }, 415],
    ["a broken multipart body", "x", { "content-type": "multipart/form-data" }, 400],
    ["text that is no UTF-8", new Uint8Array([0x61, 0x3d, 0xff, 0xfe]), urlencoded, 400],
    ["more than 8 MiB", new Uint8Array(10_000_000).fill(0x61), urlencoded, 413],
  ])("with %s is refused in JSON and writes nothing", async (_, body, headers, status) => {
    const reply = await server.post(body, headers);
    expect(reply.status).toBe(status);
    expect(reply.json()).toMatchObject({ result: "error" });
    expect(await invoices()).toEqual([]);
  });

  it("in Latin-1 is refused, naming the parameter that holds it", async () => {
    const body = Buffer.from(`${form({ action: "CreateInvoice", userid: "1" })}&notes=Caf\u00E9`, "latin1");
    const reply = await server.post(body, urlencoded);
    expect(reply.status).toBe(400);
    expect(reply.json().message).toBe(
      "Malformed UTF-8 characters, possibly incorrectly encoded, in the parameter notes",
    );
    expect(await invoices()).toEqual([]);
  });

  it("by another method than POST is 405", async () => {
    const response = await fetch(`${server.url}?${form({ action: "CreateInvoice", userid: "1" })}`);
    expect(response.status).toBe(405);
    expect(await response.json()).toEqual({ result: "error", message: "GET is not supported: use POST" });
    expect(response.headers.get("allow")).toBe("POST");
  });

  it("may have any path before includes/api.php, and is 404 elsewhere", async () => {
    const below = server.url.replace("/includes", "/whmcs/includes");
    const body = form({ action: "GetCredits", clientid: "1", responsetype: "json" });
    const response = await fetch(below, { method: "POST", headers: urlencoded, body });
    expect(await response.json()).toMatchObject({ result: "success" });
    expect((await fetch(server.url.replace("api.php", "other.php"), { method: "POST" })).status).toBe(404);
  });

  it("that breaks off half way harms nobody", async () => {
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      "POST /includes/api.php HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\naction=",
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await server.call({ action: "GetCredits", clientid: "1" })).json()).toMatchObject({ result: "success" });
  });

  it("for an internal action is refused over HTTP", async () => {
    const actions = [...server.books.billing.house.actions.values()].filter(({ isInternal }) => isInternal);
    for (const { name } of actions) {
      expect((await server.call({ action: name })).json()).toEqual({
        result: "error",
        message: "API Command Restricted to Internal API",
      });
    }
  });
});
