/** Reads a request to the API: the method, the body within its bound, the parameters of the body and of the query. */
import type { IncomingMessage } from "node:http";
import { RequestFault } from "./fault.js";
import { readForm } from "./form.js";
import { readMultipart } from "./multipart.js";
import type { Given, PhpArray, UploadedFile } from "./php-value.js";

/** PHP's usual `post_max_size`. */
const bodyLimitBytes = 8 * 1024 * 1024;
/** So much of a body that is too large is still read, so that its sender gets to see the answer. */
const drainedBytes = 64 * 1024 * 1024;

/** All parameters; those of the body win over those of the query. */
export async function readRequest(request: IncomingMessage): Promise<Given> {
  if (request.method !== "POST") throw new RequestFault(405, `${request.method} is not supported: use POST`);
  const body = await readBody(request);
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    throw new RequestFault(415, "the body must not be compressed");
  }
  const values: PhpArray = new Map();
  const [, query = ""] = (request.url ?? "").split("?", 2);
  readForm(Buffer.from(query, "latin1"), values);
  const files = await readFields(request.headers["content-type"] ?? "", body, values);
  return { values, files };
}

async function readFields(type: string, body: Buffer, values: PhpArray): Promise<readonly UploadedFile[]> {
  const media = type.split(";")[0]?.trim().toLowerCase();
  const sent: PhpArray = new Map();
  let files: readonly UploadedFile[] = [];
  if (media === "application/x-www-form-urlencoded") readForm(body, sent);
  else if (media === "multipart/form-data") files = await readMultipart(type, body, sent);
  else if (body.length > 0) {
    throw new RequestFault(415, "the body must be application/x-www-form-urlencoded or multipart/form-data");
  }
  for (const [name, value] of sent) values.set(name, value);
  return files;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= bodyLimitBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (sizeBytes > drainedBytes) break;
  }
  if (sizeBytes > bodyLimitBytes) {
    throw new RequestFault(413, `the body is larger than ${bodyLimitBytes} bytes`);
  }
  return Buffer.concat(chunks);
}
