/**
 * Where the accounting API and the sign-in meet. The accounting API asks who a bearer token is for; the sign-in answers
 * the requests on its own paths. Neither knows more of the other than what stands here.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { Db } from "./database/tables.js";

/** Whom a token was given to, and what it opens. */
export type Grantee = {
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  /** The ids of the organisations that it opens. */
  readonly tenants: readonly string[];
};

export type CheckedToken =
  | { readonly ok: true; readonly grantee: Grantee }
  | { readonly ok: false; readonly reason: "expired"; readonly at: Date }
  | { readonly ok: false; readonly reason: "invalid" | "revoked" };

/** Looks a bearer token up; a request without one never gets here. */
export type CheckToken = (bearer: string) => Promise<CheckedToken>;

export type IdentityRequest = {
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body where its type is `application/x-www-form-urlencoded`; empty otherwise. */
  readonly form: URLSearchParams;
  /** This server's own address, without a path: `http://127.0.0.1:7320`. */
  readonly origin: string;
};

export type IdentityAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Access = {
  readonly checkToken: CheckToken;
  /** Answers a request on a path of the sign-in, whatever its method; undefined where the path is none. */
  readonly answer: (request: IdentityRequest) => Promise<IdentityAnswer | undefined>;
};

/** Opens the sign-in on a database whose tables are made. */
export type OpenAccess = (parts: { readonly db: Db; readonly now: () => Date }) => Access;

/** A client that may sign people in, or itself; shown once, the database keeps a digest of the secret. */
export type IssuedClient = { readonly clientId: string; readonly clientSecret: string };
