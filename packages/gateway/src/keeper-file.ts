/** Where the program of the keeper is: beside this file, also when both are bundled. */
import { fileURLToPath } from "node:url";

export const keeperFile = fileURLToPath(new URL("../dist/keeper.js", import.meta.url));
