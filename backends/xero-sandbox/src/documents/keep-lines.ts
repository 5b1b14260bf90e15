/** The lines of documents, in the database. */
import type { Db } from "../database/tables.js";
import type { Line } from "./line-rules.js";

/** Puts lines in the place of those that a document had. */
export async function keepLines(db: Db, documentId: string, lines: readonly Line[]): Promise<void> {
  await db.deleteFrom("line_items").where("document_id", "=", documentId).execute();
  const rows = lines.map((line, position) => ({ ...line, document_id: documentId, position }));
  if (rows.length > 0) await db.insertInto("line_items").values(rows).execute();
}

/** The lines of one document. */
export async function readLines(db: Db, documentId: string): Promise<readonly Line[]> {
  return (await readLinesOf(db, [documentId])).get(documentId) ?? [];
}

/** The lines of several documents, by their ids. */
export async function readLinesOf(
  db: Db,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Line[]>> {
  const lines = new Map<string, Line[]>();
  for (let from = 0; from < documentIds.length; from += 500) {
    const rows = await db
      .selectFrom("line_items")
      .selectAll()
      .where("document_id", "in", documentIds.slice(from, from + 500))
      .orderBy("document_id")
      .orderBy("position")
      .execute();
    for (const { document_id, position: _, ...line } of rows) {
      lines.set(document_id, [...(lines.get(document_id) ?? []), line]);
    }
  }
  return lines;
}
