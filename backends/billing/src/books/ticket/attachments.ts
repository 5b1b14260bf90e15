/**
 * Files of tickets: given as base64 of a JSON list of `{name, data}`, or uploaded with the request. Read back by the
 * place they have among the files of one message.
 */
import type { Context } from "../../context.js";
import type { Db } from "../../database/tables.js";
import { refuse } from "../../declare/refuse.js";
import type { PhpArray } from "../../protocol/php-value.js";

export const badAttachments = "The attachments must be a list of names and base64 data";

/** The message that the files belong to: the opening one unless a reply or a note is named. */
export type MessageOf = { readonly ticketId: number; readonly replyId?: number; readonly noteId?: number };

/** Keeps the files of a message. */
export async function keepAttachments(context: Context, of: MessageOf, given: PhpArray | undefined): Promise<void> {
  const files = [...sentFiles(given), ...uploadedFiles(context)];
  if (files.length === 0) return;
  const owner = { ticket_id: of.ticketId, reply_id: of.replyId ?? null, note_id: of.noteId ?? null };
  await context.db
    .insertInto("ticket_attachments")
    .values(files.map((file) => ({ ...owner, ...file })))
    .execute();
}

function sentFiles(given: PhpArray = new Map()) {
  return [...given.values()].map((file) => {
    const [name, data] = file instanceof Map ? [file.get("name"), file.get("data")] : [];
    if (typeof name !== "string" || name === "" || typeof data !== "string") throw refuse(badAttachments);
    if (!/^[A-Za-z0-9+/\s]*={0,2}$/.test(data)) throw refuse(badAttachments);
    return { filename: name, media_type: "application/octet-stream", base64: data.replace(/\s/g, "") };
  });
}

function uploadedFiles({ files }: Context) {
  const mine = files.filter(({ field }) => /^attachments(\[|$)/.test(field));
  return mine.map(({ filename, mediaType, bytes }) => ({
    filename,
    media_type: mediaType,
    base64: bytes.toString("base64"),
  }));
}

/** The files of all messages of these tickets. */
export async function attachmentsOf(db: Db, ticketIds: readonly number[]) {
  if (ticketIds.length === 0) return [];
  return await db
    .selectFrom("ticket_attachments")
    .select(["ticket_id", "reply_id", "note_id", "filename"])
    .where("ticket_id", "in", ticketIds)
    .orderBy("id")
    .execute();
}

/** The files of one message in the words of an answer. */
export function writtenAttachments(files: readonly { readonly filename: string }[]) {
  return {
    attachment: files.map(({ filename }) => filename).join("|"),
    attachments: files.map(({ filename }, index) => ({ filename, index })),
  };
}
