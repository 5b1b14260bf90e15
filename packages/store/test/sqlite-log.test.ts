import { sqlite } from "./sqlite-place.js";
import { logSuite } from "./suites/log.js";

logSuite(sqlite);
