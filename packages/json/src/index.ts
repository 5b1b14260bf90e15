/** Strict JSON: what could be read in two ways is not read at all. */

export { JsonCursor, type JsonKind } from "./cursor.js";
export { DEFAULT_MAX_DEPTH, type JsonFault, type JsonFaultCode, shownKey } from "./fault.js";
export { type JsonRead, readJson } from "./read.js";
export { isShortEscape } from "./scanner.js";
export { decodeUtf8, foldKey, lineAndColumn, looseKey } from "./text.js";
export { type JsonMember, type JsonNode, readJsonTree } from "./tree.js";
export { isJsonObject, type JsonObject, type JsonValue, UncarriedNumber } from "./value.js";
