import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BillingOptions } from "../../src/index.js";
import { openPostOffice } from "../../src/mail/post-office.js";
import { type Books, openBooks } from "../support/books.js";
import { type MailServer, openMailServer } from "../support/mail-server.js";

const invoice = { userid: 1, sendinvoice: 1, itemdescription1: "Hosting <b>", itemamount1: "15.95" };

let smtp: MailServer;
let books: Books;
let clock: Date;
let reports: unknown[];

beforeEach(async () => {
  smtp = await openMailServer();
  clock = new Date("2026-03-10T12:00:00Z");
  reports = [];
});

afterEach(async () => {
  await books.close();
  await smtp.close();
});

async function open(options: Partial<BillingOptions> = {}): Promise<void> {
  books = await openBooks({
    smtpUrl: smtp.url,
    now: () => clock,
    report: (fault) => reports.push(fault),
    ...options,
  });
}

const outbox = () => books.billing.db.selectFrom("outbox").selectAll().orderBy("id").execute();

/** The state of the first mail once it is neither waiting for the server nor under way. */
async function settled(): Promise<Awaited<ReturnType<typeof outbox>>[number]> {
  for (;;) {
    const [mail] = await outbox();
    if (mail !== undefined && mail.state !== "sending" && !(mail.state === "queued" && mail.error === "")) return mail;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("mail", () => {
  it("reaches the client by SMTP with the invoice as a PDF", async () => {
    await open();
    const { invoiceid } = await books.call("CreateInvoice", invoice);
    const [mail] = await smtp.arrived(1);
    expect(mail?.to).toEqual([{ address: "one@example.com", name: "" }]);
    expect(mail?.from?.address).toBe("billing@company.example");
    expect(mail?.subject).toBe(`Invoice ${invoiceid} from Company Name`);
    expect(mail?.html).toContain("Hosting &lt;b&gt;");
    expect(mail?.attachments).toHaveLength(1);
    const [pdf] = mail?.attachments ?? [];
    expect(pdf).toMatchObject({ filename: `Invoice-${invoiceid}.pdf`, mimeType: "application/pdf" });
    expect(
      Buffer.from(pdf?.content as ArrayBuffer)
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    expect(await settled()).toMatchObject({ state: "sent", sent_at: "2026-03-10 12:00:00", attempts: 1 });
  });

  it("says where the invoice is when the books know their address", async () => {
    await open();
    await books.set("SystemURL", "https://pay.company.example/");
    await books.call("CreateInvoice", invoice);
    const [mail] = await smtp.arrived(1);
    expect(mail?.html).toMatch(/href="https:\/\/pay\.company\.example\/invoices\/1\?key=[\w-]{22}"/);
  });

  it("is not sent for a call that is refused", async () => {
    await open();
    await books.refused("CreateInvoice", { ...invoice, draft: 1 });
    await books.call("CreateInvoice", invoice);
    await smtp.arrived(1);
    expect(await outbox()).toHaveLength(1);
  });

  it("is tried again after a temporary refusal, with the same Message-ID, and arrives once", async () => {
    await open();
    smtp.refuseNext(1, 451);
    await books.call("CreateInvoice", invoice);
    expect(await settled()).toMatchObject({ state: "queued", attempts: 1, next_attempt_at: "2026-03-10 12:01:00" });
    expect(String(reports)).toContain("mail 1 was not sent");
    clock = new Date("2026-03-10T12:01:00Z");
    books.billing.house.afterWrite();
    const mails = await smtp.arrived(1);
    expect(mails.map(({ messageId }) => messageId)).toEqual(["<mail-1@company.example>"]);
  });

  it("is given up at once when the server will never take it, and after the last try", async () => {
    await open();
    smtp.refuseNext(1, 550);
    await books.call("CreateInvoice", invoice);
    expect(await settled()).toMatchObject({ state: "failed", attempts: 1, next_attempt_at: null });
  });

  it("is kept for reading where no way to send it is set up, and is not sent later", async () => {
    await open();
    await books.billing.db
      .insertInto("outbox")
      .values({
        created_at: "2026-03-01 00:00:00",
        template: "",
        recipient: "one@example.com",
        sender: "billing@company.example",
        subject: "old",
        html: "",
        state: "kept",
      })
      .execute();
    await books.call("CreateInvoice", invoice);
    const mails = await smtp.arrived(1);
    expect(mails.map(({ subject }) => subject)).toEqual(["Invoice 1 from Company Name"]);
  });

  it("is written as kept without an SMTP server", async () => {
    books = await openBooks();
    await books.call("CreateInvoice", invoice);
    expect(await outbox()).toMatchObject([{ state: "kept", attempts: 0 }]);
  });

  it("that a crash cut off is sent by the next process", async () => {
    books = await openBooks();
    await books.call("CreateInvoice", invoice);
    const { db } = books.billing;
    await db.updateTable("outbox").set({ state: "sending", attempts: 1 }).execute();
    const report = (line: string) => void reports.push(line);
    const post = await openPostOffice({ db, now: () => clock, smtpUrl: smtp.url, report });
    await smtp.arrived(1);
    await post.close();
    expect(reports).toEqual([]);
    expect(await outbox()).toMatchObject([{ state: "sent", attempts: 2 }]);
  });

  it("that cannot be sent never shows the password of the server", async () => {
    const { url } = smtp;
    await smtp.close();
    await open({ smtpUrl: url });
    await books.call("CreateInvoice", invoice);
    const { error } = await settled();
    expect(error).not.toBe("");
    expect(`${error}${reports}`).not.toContain("hunter2");
    smtp = await openMailServer();
  });
});
