/** Replies that are given again: a client that repeats a request under the same `Idempotency-Key` gets the first reply. */
import { createHash } from "node:crypto";
import type { Context } from "./context.js";
import type { Reply } from "./operation.js";
import { badQuery } from "./refusal.js";

const keptMs = 24 * 3600 * 1000;
const longestKey = 128;

/** Answers with the reply that is kept under this key, or with a new one, which is kept then. Throws a refusal. */
export async function onceUnder(
  context: Context,
  key: string | undefined,
  requested: readonly (string | Buffer)[],
  answer: () => Promise<Reply>,
): Promise<Reply> {
  if (key === undefined || key === "") return await answer();
  if (key.length > longestKey) throw badQuery(`The header Idempotency-Key must have at most ${longestKey} characters`);
  const { db, now, clientId, organisation } = context;
  const place = { client_id: clientId, organisation_id: organisation.id, key };
  const digest = digestOf(requested);
  const before = new Date(Date.parse(now) - keptMs).toISOString();
  await db.deleteFrom("kept_replies").where("kept_at", "<=", before).execute();
  const kept = await db
    .selectFrom("kept_replies")
    .selectAll()
    .where((eb) => eb.and(place))
    .executeTakeFirst();
  if (kept !== undefined && kept.request_digest !== digest) {
    throw badQuery("The header Idempotency-Key was used for another request in the last 24 hours");
  }
  if (kept !== undefined) return { status: kept.status === 200 ? 200 : 400, body: JSON.parse(kept.body) };
  const reply = await answer();
  const row = {
    ...place,
    request_digest: digest,
    status: reply.status,
    body: JSON.stringify(reply.body),
    kept_at: now,
  };
  await db.insertInto("kept_replies").values(row).execute();
  return reply;
}

function digestOf(parts: readonly (string | Buffer)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)} `).update(part);
  return hash.digest("hex");
}
