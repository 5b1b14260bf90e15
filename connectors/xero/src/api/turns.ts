/**
 * One change of a document at a time.
 *
 * What a change would do is found by looking first. Two that looked at the same moment would each send the lines that
 * they saw, and the second would delete the line that the first had added, without a word.
 */

/** Runs `work` when every earlier one for the same document is over, however it ended. */
export type Turns = <T>(documentId: string, work: () => Promise<T>) => Promise<T>;

/** Makes the turns of one connection to Xero. */
export function openTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  return (documentId, work) => {
    const key = documentId.toLowerCase();
    const mine = (last.get(key) ?? Promise.resolve()).then(work);
    const over = mine.then(
      () => undefined,
      () => undefined,
    );
    last.set(key, over);
    void over.then(() => {
      if (last.get(key) === over) last.delete(key);
    });
    return mine;
  };
}
