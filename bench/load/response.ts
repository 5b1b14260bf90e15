/**
 * Just enough of HTTP/1.1 to read one answer off a socket with little CPU, so that on a small machine the measured
 * subject and not the generator is what is busy. It is strict in its own way: what it does not know is an error.
 */

export type WholeResponse = { readonly status: number; readonly body: Buffer };

const HEAD_END = Buffer.from("\r\n\r\n");
const LAST_CHUNK = Buffer.from("0\r\n\r\n");
const LENGTH = /\r\ncontent-length: *(\d+)/i;
const CHUNKED = /\r\ntransfer-encoding: *chunked/i;
const CARRIAGE_RETURN = 0x0d;

/** Reads the answer that the bytes hold; undefined while it is not whole. Throws when it is none. */
export function readResponse(bytes: Buffer): WholeResponse | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) {
    return undefined;
  }
  const head = bytes.toString("latin1", 0, headEnd);
  const bodyStart = headEnd + 4;
  const status = Number(head.slice(9, 12));
  const length = LENGTH.exec(head)?.[1];
  if (length !== undefined) {
    const end = bodyStart + Number(length);
    failIf(bytes.length > end, "more bytes than one answer");
    return bytes.length < end ? undefined : { status, body: bytes.subarray(bodyStart) };
  }
  failIf(!CHUNKED.test(head), "an answer without a length");
  const isWhole =
    bytes.length >= bodyStart + LAST_CHUNK.length && bytes.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
  return isWhole ? { status, body: joinChunks(bytes, bodyStart) } : undefined;
}

function joinChunks(bytes: Buffer, start: number): Buffer {
  const parts: Buffer[] = [];
  let at = start;
  for (;;) {
    const lineEnd = bytes.indexOf(CARRIAGE_RETURN, at);
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    failIf(lineEnd < 0 || !(size >= 0), "a chunk without a size");
    if (size === 0) {
      failIf(lineEnd + 4 !== bytes.length, "bytes after the last chunk");
      return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    }
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}

function failIf(failed: boolean, message: string): void {
  if (failed) {
    throw new Error(message);
  }
}
