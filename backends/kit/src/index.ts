/** What every backend is made of, whatever it stands in for: its SQLite file, its door over HTTP, its demonstration's chance. */
export { type Random, seeded } from "./chance/seeded.js";
export { createTables } from "./database/create-tables.js";
export { type Durability, openSqlite } from "./database/open-sqlite.js";
export { UnusableBooks } from "./database/unusable-books.js";
export { type ServeOptions, serveHttp } from "./http/serve.js";
export { escapeHtml } from "./text/escape-html.js";
