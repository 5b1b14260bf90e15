/** What goes wrong with a request as a whole, in the shapes that Xero answers. Thrown; nothing was changed then. */
import { randomUUID } from "node:crypto";

export class Refusal extends Error {
  readonly status: number;
  /** JSON, or plain text. */
  readonly body: object | string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: object | string, headers: Readonly<Record<string, string>> = {}) {
    super(typeof body === "string" ? body : JSON.stringify(body));
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** 401 and 403, as the door in front of the API answers them. */
function atTheDoor(status: number, title: string, detail: string): Refusal {
  const body = { Type: null, Title: title, Status: status, Detail: detail, Instance: randomUUID(), Extensions: {} };
  return new Refusal(status, body);
}

export const unauthorized = (detail: string): Refusal => atTheDoor(401, "Unauthorized", detail);
export const forbidden = (detail: string): Refusal => atTheDoor(403, "Forbidden", detail);
export const notFound = (): Refusal => new Refusal(404, "The resource you're looking for cannot be found");

export function methodNotAllowed(method: string, allowed: readonly string[]): Refusal {
  const allow = allowed.join(", ");
  return new Refusal(405, `${method} is not allowed here: use ${allow}`, { allow });
}

/** 400 with a number and a type, as Xero answers to what it cannot read. */
function unreadable(number: number, type: string, message: string): Refusal {
  return new Refusal(400, { ErrorNumber: number, Type: type, Message: message });
}

/** The body is no JSON, or has something of another type than it should. */
export const badBody = (message: string): Refusal => unreadable(14, "PostDataInvalidException", message);
/** A parameter of the query, or a header, that cannot be understood. */
export const badQuery = (message: string): Refusal => unreadable(16, "QueryParseException", message);
/** A body without anything to process. */
export const noData = (what: string): Refusal =>
  unreadable(
    17,
    "NoDataProcessedException",
    `No data has been processed for this endpoint. This endpoint is expecting ${what} data to be specified in the body.`,
  );
