/**
 * Sends what the outbox holds, by SMTP. A mail leaves after the call that wrote it is committed; a server that does not
 * take it is asked again later, each time after a longer wait. A mail whose sending a crash cut off is sent again with
 * the same Message-ID, so that it may come twice but is never lost.
 */
import { createTransport, type Transporter } from "nodemailer";
import { readSettings } from "../books/settings.js";
import type { Row } from "../database/table.js";
import type { Db, Tables } from "../database/tables.js";
import { writeMoment } from "../declare/dates.js";
import { readInvoicePaper } from "../paper/invoice-paper.js";

export type PostOfficeParts = {
  readonly db: Db;
  readonly now: () => Date;
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly smtpUrl: string;
  /** Told of a mail that could not be sent; never holds the password. */
  readonly report: (line: string) => void;
};

export type PostOffice = {
  /** There may be something to send. */
  wake(): void;
  /** Finishes the mail under way and stops. */
  close(): Promise<void>;
};

type Mail = Row<Tables["outbox"]>;

/** Waits before the second and later tries; after the last one a mail has failed. */
const retryAfterSeconds = [60, 300, 1800, 7200, 43_200] as const;
const lookAgainMs = 30_000;
const smtpTimeoutMs = 30_000;

/** Begins with what an earlier process left unsent. */
export async function openPostOffice(parts: PostOfficeParts): Promise<PostOffice> {
  const { db, report } = parts;
  const transport = createTransport(parts.smtpUrl, {
    connectionTimeout: smtpTimeoutMs,
    greetingTimeout: smtpTimeoutMs,
    socketTimeout: smtpTimeoutMs,
  } as object);
  await db.updateTable("outbox").set({ state: "queued" }).where("state", "=", "sending").execute();
  let closed = false;
  let again = false;
  let round: Promise<void> | undefined;

  function wake(): void {
    again = true;
    if (closed) return;
    round ??= sendAll()
      .catch((thrown: unknown) => report(`the outbox could not be read: ${String(thrown)}`))
      .finally(() => {
        round = undefined;
      });
  }

  async function sendAll(): Promise<void> {
    while (again && !closed) {
      again = false;
      for (let mail = await nextMail(parts); mail !== undefined && !closed; mail = await nextMail(parts)) {
        await send(parts, transport, mail);
      }
    }
  }

  const timer = setInterval(wake, lookAgainMs);
  timer.unref();
  wake();
  return {
    wake,
    async close() {
      closed = true;
      clearInterval(timer);
      await round;
      transport.close();
    },
  };
}

/** Takes the oldest mail whose time has come. */
async function nextMail({ db, now }: PostOfficeParts): Promise<Mail | undefined> {
  const at = writeMoment(now());
  const mail = await db
    .selectFrom("outbox")
    .selectAll()
    .where("state", "=", "queued")
    .where((where) => where.or([where("next_attempt_at", "is", null), where("next_attempt_at", "<=", at)]))
    .orderBy("id")
    .executeTakeFirst();
  if (mail === undefined) return undefined;
  const attempts = mail.attempts + 1;
  await db.updateTable("outbox").set({ state: "sending", attempts }).where("id", "=", mail.id).execute();
  return { ...mail, attempts };
}

async function send(parts: PostOfficeParts, transport: Transporter, mail: Mail): Promise<void> {
  const { db, now, report } = parts;
  try {
    await transport.sendMail(await letter(parts, mail));
    await settle(db, mail.id, { state: "sent", sent_at: writeMoment(now()), error: "" });
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown.message : String(thrown);
    const wait = isFinal(thrown) ? undefined : retryAfterSeconds[mail.attempts - 1];
    const next = wait === undefined ? null : writeMoment(new Date(now().getTime() + wait * 1000));
    await settle(db, mail.id, { state: wait === undefined ? "failed" : "queued", next_attempt_at: next, error });
    report(`mail ${mail.id} was not sent (${error}); ${next === null ? "it is not tried again" : `next try ${next}`}`);
  }
}

/** RFC 5321, 4.2.1: a reply of 55x says that the same mail will never be taken. */
function isFinal(thrown: unknown): boolean {
  const { responseCode = 0 } = thrown as { readonly responseCode?: number };
  return responseCode >= 550 && responseCode < 560;
}

async function settle(db: Db, id: number, change: Partial<Mail>): Promise<void> {
  await db.updateTable("outbox").set(change).where("id", "=", id).execute();
}

async function letter({ db, now }: PostOfficeParts, mail: Mail) {
  const host = mail.sender.split("@")[1] ?? "localhost";
  return {
    messageId: `<mail-${mail.id}@${host}>`,
    from: mail.sender,
    to: mail.recipient,
    cc: mail.cc,
    subject: mail.subject,
    html: mail.html,
    // What a message must not do: fetch files or addresses of this machine.
    disableFileAccess: true,
    disableUrlAccess: true,
    attachments: [...(await storedFiles(db, mail.id)), ...(await invoiceFile(db, mail, writeMoment(now())))],
  };
}

async function storedFiles(db: Db, mailId: number) {
  const files = await db.selectFrom("outbox_attachments").selectAll().where("mail_id", "=", mailId).execute();
  return files.map(({ filename, media_type: contentType, base64 }) => ({
    filename,
    contentType,
    content: Buffer.from(base64, "base64"),
  }));
}

/** A mail about an invoice carries it. */
async function invoiceFile(db: Db, { related_type: type, related_id: id }: Mail, now: string) {
  if (type !== "invoice" || id === null) return [];
  const paper = await readInvoicePaper(db, await readSettings(db), id, now.slice(0, 10));
  if (paper === undefined) return [];
  const { invoicePdf } = await import("../paper/pdf.js");
  const contentType = "application/pdf";
  return [{ filename: `Invoice-${paper.number}.pdf`, contentType, content: await invoicePdf(paper) }];
}
