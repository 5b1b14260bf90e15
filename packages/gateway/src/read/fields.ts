/** The protocol's own fields: their types, and what no honest name or address holds. */
import { isJsonObject, type JsonObject, type JsonValue } from "@turnpike/json";
import { errorCodes, type Refusal, type RequestId, refuse } from "../refusal.js";

const MAX_NAME_UNITS = 256;
const MAX_URI_UNITS = 8192;
const MAX_ID_UNITS = 1024;

/** A fault of `params`: the agent's mistake, told as JSON-RPC tells it. */
export function invalidParams(message: string): Refusal {
  return refuse(400, errorCodes.invalidParams, message);
}

/** A fault of the message's own form. */
export function invalidRequest(message: string): Refusal {
  return refuse(400, errorCodes.invalidRequest, message);
}

/** The id of a request; undefined when it is none that MCP allows. Half a surrogate pair could not be echoed. */
export function readId(value: JsonValue | undefined): RequestId | undefined {
  if (typeof value === "string") {
    return value.length <= MAX_ID_UNITS && !/\p{Surrogate}/u.test(value) ? value : undefined;
  }
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}

/** The name of a tool or prompt. `where` is what messages call the field. */
export function readName(value: JsonValue | undefined, where: string): string {
  return readText(value, where, MAX_NAME_UNITS);
}

/** The address of a resource; whether it is in normal form is the policy's question. */
export function readUri(value: JsonValue | undefined, where: string): string {
  return readText(value, where, MAX_URI_UNITS);
}

/**
 * Servers compare names exactly, those seen do; but one that trims, stops at a null character or repairs half a
 * surrogate pair would run another tool than the one the policy was asked about.
 */
function readText(value: JsonValue | undefined, where: string, most: number): string {
  if (typeof value !== "string" || value === "") {
    throw invalidParams(`${where} must be a string that is not empty`);
  }
  if (value.length > most) {
    throw invalidParams(`${where} is longer than ${most} characters`);
  }
  if (/[\p{Cc}\p{Surrogate}]|^\s|\s$/u.test(value)) {
    throw invalidParams(`${where} holds a control character, half a surrogate pair, or white space at an end`);
  }
  return value;
}

/** An object that may be absent; `[]` and null are no objects. */
export function readObject(value: JsonValue | undefined, where: string): JsonObject | undefined {
  if (value !== undefined && !isJsonObject(value)) {
    throw invalidParams(`${where} must be an object, or be left out`);
  }
  return value;
}
