/** A database that only its owner reads. */
import { closeSync, openSync } from "node:fs";

/** Makes the file where it is missing. SQLite gives its side files the mode of the database file, so that one comes first. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, "a", 0o600));
}
