import { sqlite } from "./sqlite-place.js";
import { countersSuite } from "./suites/counters.js";

countersSuite(sqlite);
