/**
 * The media type of a body. Servers differ in what they take: some read UTF-16 when the charset says so, some read
 * `application/jsonx` as JSON. So exactly one type passes, `application/json`, with no parameter but `charset=utf-8`.
 */

const JSON_TYPE = /^application\/json$/i;
const UTF8_PARAMETER = /^charset=(?:utf-8|"utf-8")$/i;

/** Judges a content type header; the message says what would be right. */
export function readContentType(value: string | undefined): { ok: true } | { ok: false; message: string } {
  if (value === "application/json") {
    return { ok: true };
  }
  const [type = "", ...parameters] = (value ?? "").split(";").map(trimSpace);
  if (!JSON_TYPE.test(type)) {
    return { ok: false, message: "the content type must be `application/json`" };
  }
  if (parameters.length > 1 || (parameters[0] !== undefined && !UTF8_PARAMETER.test(parameters[0]))) {
    return { ok: false, message: "the content type may have no parameter but `charset=utf-8`" };
  }
  return { ok: true };
}

/** Whether a content encoding header says that the body is as it is. */
export function isIdentityEncoding(value: string | undefined): boolean {
  return value === undefined || /^identity$/i.test(trimSpace(value));
}

function trimSpace(value: string): string {
  return value.replace(/^[ \t]+|[ \t]+$/g, "");
}
