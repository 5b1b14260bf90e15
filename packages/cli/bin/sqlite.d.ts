/** Says in a sentence why better-sqlite3 cannot be loaded; `undefined` when the error is about something else. */
export function whyNoSqlite(error: unknown): string | undefined;

/** Tries whether the embedded store can work here: the sentence saying why not, or `undefined` when all is well. */
export function sqliteProblem(): Promise<string | undefined>;
