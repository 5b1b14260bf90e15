// The embedded store needs better-sqlite3, a native module. Where npm found no prebuilt one and could not compile it,
// the module is simply absent, and Node's own words about that help nobody: here they are put into sentences.

const remedy =
  "install Python 3, make and a C++ compiler (Debian: apt-get install python3 make g++; macOS: xcode-select --install), " +
  "and where npm cannot fetch Node's headers name their folder (npm_config_nodedir=/usr where /usr/include/node is), " +
  "then run `npm install` again; `npm install --foreground-scripts` shows what the compiler says";

/**
 * Says in a sentence why better-sqlite3 cannot be loaded; `undefined` when the error is about something else.
 *
 * @param {unknown} error what loading it, or opening a database, threw
 * @returns {string | undefined}
 */
export function whyNoSqlite(error) {
  const { code, message = "" } = error instanceof Error ? error : {};
  if (/MODULE_NOT_FOUND$/.test(String(code)) && message.includes("better-sqlite3")) {
    return `the embedded store needs better-sqlite3, and npm could neither download nor compile it: ${remedy}`;
  }
  if (message.includes("Could not locate the bindings file")) {
    return `better-sqlite3 is there but was never built: ${remedy}; if npm holds back install scripts, allow them with \`npm approve-scripts better-sqlite3\` and run \`npm rebuild better-sqlite3\``;
  }
  if (code === "ERR_DLOPEN_FAILED" && message.includes("better_sqlite3")) {
    return `better-sqlite3 was built for another Node or another machine (this is Node ${process.versions.node}): run \`npm rebuild better-sqlite3\`; for that, ${remedy.split(", then")[0]}`;
  }
  return undefined;
}

/**
 * Tries whether the embedded store can work here.
 *
 * @returns {Promise<string | undefined>} the sentence saying why not, or `undefined` when all is well
 */
export async function sqliteProblem() {
  try {
    const { default: Database } = await import("better-sqlite3");
    new Database(":memory:").close();
    return undefined;
  } catch (error) {
    const why = whyNoSqlite(error);
    if (why === undefined) throw error;
    return why;
  }
}
