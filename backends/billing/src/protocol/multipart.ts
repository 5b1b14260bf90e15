/** multipart/form-data as PHP reads it: fields become variables, parts with a file name become files. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy } from "@fastify/busboy";
import { RequestFault } from "./fault.js";
import { decodeUtf8, mostFields } from "./form.js";
import { setVariable } from "./php-names.js";
import type { PhpArray, UploadedFile } from "./php-value.js";

/** Reads a whole body; gives the files and puts the fields into `into`. */
export async function readMultipart(type: string, body: Buffer, into: PhpArray): Promise<readonly UploadedFile[]> {
  const files: UploadedFile[] = [];
  let fault: unknown;
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (thrown) {
      fault ??= thrown;
    }
  };
  try {
    // Fields are decoded here, byte for byte: the library would replace what is no UTF-8.
    const parser = new Busboy({
      headers: { "content-type": type },
      defCharset: "latin1",
      isPartAFile: (_field, _type, filename) => filename !== undefined,
      limits: { fieldSize: body.length + 1, fieldNameSize: 4096, fields: mostFields },
    });
    parser.on("field", (field, value) =>
      attempt(() => setVariable(into, utf8(field), decodeUtf8(Buffer.from(value, "latin1"), field))),
    );
    parser.on("fieldsLimit", () => attempt(() => tooMany()));
    parser.on("file", (field, stream, filename, _encoding, mediaType) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () =>
        attempt(() =>
          files.push({ field: utf8(field), filename: utf8(filename), mediaType, bytes: Buffer.concat(chunks) }),
        ),
      );
    });
    await pipeline(Readable.from([body]), parser);
  } catch {
    throw new RequestFault(400, "the body is no multipart/form-data that can be read");
  }
  if (fault !== undefined) throw fault;
  return files.filter(({ filename }) => filename !== "");
}

function tooMany(): never {
  throw new RequestFault(400, `more than ${mostFields} parameters`);
}

const utf8 = (latin1: string): string => decodeUtf8(Buffer.from(latin1, "latin1"));
