/** The API over HTTP, on books of a test's own. */
import { type IssuedAccess, serveBilling } from "../../src/index.js";
import { type Books, openBooks } from "./books.js";

export type Reply = {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly json: () => Record<string, unknown>;
};

export type Server = {
  readonly books: Books;
  readonly url: string;
  readonly access: IssuedAccess;
  /** Posts a form as it is. */
  readonly post: (body: RequestInit["body"], headers?: Record<string, string>, query?: string) => Promise<Reply>;
  /** Posts parameters, with the access in front. */
  readonly call: (parameters: Readonly<Record<string, string>>) => Promise<Reply>;
  readonly close: () => Promise<void>;
};

export async function startServer(open: () => Promise<Books> = openBooks): Promise<Server> {
  const books = await open();
  const access = await books.billing.issueAccess();
  const { url, close } = await serveBilling(books.billing, { port: 0 });
  const post: Server["post"] = async (body, headers = {}, query = "") => {
    const response = await fetch(url + query, { method: "POST", headers, ...(body == null ? {} : { body }) });
    const text = await response.text();
    return {
      status: response.status,
      type: response.headers.get("content-type") ?? "",
      text,
      json: () => JSON.parse(text) as Record<string, unknown>,
    };
  };
  return {
    books,
    url,
    access,
    post,
    call: ({ ...parameters }) => {
      const { identifier, secret } = access;
      return post(new URLSearchParams({ identifier, secret, responsetype: "json", ...parameters }));
    },
    async close() {
      await close();
      await books.close();
    },
  };
}
