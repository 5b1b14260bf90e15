/** The message in an answer that is a stream of events, where what stands around it differs from call to call. */

const DATA = Buffer.from("\ndata: ");
const LINE_END = 0x0a;

/** What the last event carries; nothing when there is no event. */
export function eventData(body: Buffer): Buffer {
  const at = body.lastIndexOf(DATA);
  const from = at + DATA.length;
  const end = body.indexOf(LINE_END, from);
  return at < 0 || end < 0 ? Buffer.alloc(0) : body.subarray(from, end);
}
