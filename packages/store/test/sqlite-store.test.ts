import { sqlite } from "./sqlite-place.js";
import { storeSuite } from "./suites/store.js";

storeSuite(sqlite);
