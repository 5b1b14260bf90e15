/** A database that cannot be anybody's books, told apart from a fault of the program. */

/** The message says why, for the person who named the file. */
export class UnusableBooks extends Error {
  override readonly name = "UnusableBooks";
}

/** What SQLite says of a file that cannot be used; all else stays as it is. */
export function asUnusable(thrown: unknown): unknown {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  const why = whyOf(code);
  return why === undefined ? thrown : new UnusableBooks(`${why} (${code})`, { cause: thrown });
}

function whyOf(code: string): string | undefined {
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return "the file is damaged, or no database";
  if (/^SQLITE_(READONLY|PERM|AUTH)/.test(code)) return "the file cannot be written";
  return code.startsWith("SQLITE_CANTOPEN") ? "the file cannot be opened" : undefined;
}
