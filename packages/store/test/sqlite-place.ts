/** SQLite as a driver for the suites: a new folder for each place. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlite } from "../src/index.js";
import type { Driver } from "./suites/place.js";

export const newFolder = (): string => mkdtempSync(join(tmpdir(), "turnpike-store-"));

export const sqlite: Driver = {
  name: "sqlite",
  async place() {
    const folder = newFolder();
    return {
      open: (clock) => openSqlite({ folder, ...(clock === undefined ? {} : { clock }) }),
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};
