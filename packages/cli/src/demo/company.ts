/** The company of the demonstration at work: its books, the API over them, and the WHMCS server over the API. */
import { type Billing, serveBilling } from "@turnpike/billing";
import { serveOnHttp, serverFactory } from "@turnpike/whmcs";
import { openBooks } from "../billing/open-books.js";
import type { Context } from "../context.js";

/** What runs, in this process and for this machine only. */
export interface Company {
  readonly billing: Billing;
  /** Where the API is, and the pages of invoices. */
  readonly booksUrl: string;
  /** Where the WHMCS server speaks MCP. */
  readonly serverUrl: string;
  close(): Promise<void>;
}

const booksPort = 7310;
const host = "127.0.0.1";

/** Opens the demonstration's books in `data`, making the company the first time, and serves them. */
export async function startCompany(context: Context, data: string, serverPort: number): Promise<Company> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  try {
    // The clients of the demonstration are nobody: no mail of theirs goes out, whatever the environment says.
    const { billing, access } = await openBooks({ ...context, env: {} }, { data, isDemo: true });
    closers.push(billing.close);
    const books = await onPort(booksPort, (port) => serveBilling(billing, { host, port }));
    closers.push(books.close);
    const { identifier, secret } = access;
    const makeServer = serverFactory({
      WHMCS_API_URL: books.url,
      WHMCS_API_IDENTIFIER: identifier,
      WHMCS_API_SECRET: secret,
    });
    const server = await onPort(serverPort, (port) =>
      serveOnHttp(makeServer, { host, port, token: undefined, allowedHosts: [] }),
    );
    closers.push(() => server.close());
    return { billing, booksUrl: new URL(books.url).origin, serverUrl: server.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Listens where it did the last time; on a free port where somebody else is there now. */
async function onPort<T>(port: number, listen: (port: number) => Promise<T>): Promise<T> {
  return listen(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    return listen(0);
  });
}
