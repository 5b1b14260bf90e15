/** A real SMTP server that keeps what it is sent, and can be told to refuse. */
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

export type MailServer = {
  readonly url: string;
  /** What arrived, in order. */
  readonly mails: readonly Email[];
  /** Resolves when so many mails have arrived. */
  readonly arrived: (count: number) => Promise<readonly Email[]>;
  /** Refuses so many messages that come next with this reply. */
  readonly refuseNext: (count: number, code: number) => void;
  readonly close: () => Promise<void>;
};

export async function openMailServer(): Promise<MailServer> {
  const mails: Email[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let refusals = { left: 0, code: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onAuth: (auth, _session, done) => done(null, { user: auth.username }),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        if (refusals.left > 0) {
          refusals = { ...refusals, left: refusals.left - 1 };
          done(Object.assign(new Error("not now"), { responseCode: refusals.code }));
          return;
        }
        mails.push(await PostalMime.parse(Buffer.concat(chunks)));
        done();
        for (const { count, resolve } of waiting) if (mails.length >= count) resolve();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://books:hunter2@127.0.0.1:${port}`,
    mails,
    async arrived(count) {
      if (mails.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return mails;
    },
    refuseNext(count, code) {
      refusals = { left: count, code };
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
