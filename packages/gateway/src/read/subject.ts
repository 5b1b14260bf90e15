/** What the policy is asked about a message, read from where its method keeps it. */
import { isJsonObject, type JsonObject, type JsonValue } from "@turnpike/json";
import type { MethodEntry } from "../methods.js";
import { invalidParams, readName, readObject, readUri } from "./fields.js";
import { checkKeys, knownKeys } from "./keys.js";
import type { Message, MessageSubject } from "./message.js";

export type Asking = Pick<Message, "asks" | "subject" | "name" | "taskIds">;

const NO_TASKS: readonly string[] = [];
const NOTHING: Asking = { asks: "nothing", subject: undefined, name: undefined, taskIds: NO_TASKS };
const REF_KEYS = knownKeys("type", "name", "uri", "title");
const LISTEN_KEYS = knownKeys(
  ...["toolsListChanged", "promptsListChanged", "resourcesListChanged", "resourceSubscriptions", "taskIds"],
);
const ARGUMENT_KEYS = knownKeys("name", "value");

/** Reads the subject; throws a Refusal when it is not there or not of its type. */
export function readAsking(entry: MethodEntry, params: JsonObject | undefined): Asking {
  switch (entry.asks) {
    case "tool":
    case "prompt":
      return aboutNamed(entry.asks, params);
    case "resource":
    case "subscription":
      return aboutResource(entry.asks === "resource" ? "call" : "readable", readUri(params?.uri, "`params.uri`"));
    case "completion":
      return aboutCompletion(params);
    case "listen":
      return aboutListening(params);
    case "task":
      return aboutTask(readName(params?.taskId, "`params.taskId`"));
    case "nothing":
      return NOTHING;
  }
}

function aboutNamed(kind: "tool" | "prompt", params: JsonObject | undefined): Asking {
  const name = readName(params?.name, "`params.name`");
  const args = readObject(params?.arguments, "`params.arguments`");
  return { asks: "call", subject: { kind, name, args }, name, taskIds: NO_TASKS };
}

function aboutResource(asks: "call" | "readable", uri: string): Asking {
  return { asks, subject: { kind: "resource", uri }, name: uri, taskIds: NO_TASKS };
}

function aboutTask(taskId: string): Asking {
  return { ...NOTHING, name: taskId, taskIds: [taskId] };
}

/** What is listened to is judged when it is told, but for tasks, which must be known. */
function aboutListening(params: JsonObject | undefined): Asking {
  const wanted = params?.notifications;
  if (!isJsonObject(wanted)) {
    throw invalidParams("`params.notifications` must be an object");
  }
  checkKeys(wanted, LISTEN_KEYS, "`params.notifications`");
  readTexts(wanted.resourceSubscriptions, "`params.notifications.resourceSubscriptions`");
  return { ...NOTHING, taskIds: readTexts(wanted.taskIds, "`params.notifications.taskIds`") };
}

function readTexts(value: JsonValue | undefined, where: string): readonly string[] {
  if (value === undefined) {
    return NO_TASKS;
  }
  if (!Array.isArray(value) || value.some((each) => typeof each !== "string")) {
    throw invalidParams(`${where} must be an array of strings`);
  }
  return value as readonly string[];
}

/** A completion enumerates prompts, their arguments or resources: it must not tell more than reading would. */
function aboutCompletion(params: JsonObject | undefined): Asking {
  const { ref, argument } = params ?? {};
  if (!isJsonObject(ref) || !isJsonObject(argument)) {
    throw invalidParams("`params.ref` and `params.argument` must be objects");
  }
  checkKeys(ref, REF_KEYS, "`params.ref`");
  checkKeys(argument, ARGUMENT_KEYS, "`params.argument`");
  if (ref.type === "ref/prompt" && ref.uri === undefined) {
    const name = readName(ref.name, "`params.ref.name`");
    const subject: MessageSubject = { kind: "prompt", name, args: undefined };
    return { asks: "readable", subject, name, taskIds: NO_TASKS };
  }
  if (ref.type === "ref/resource" && ref.name === undefined) {
    return aboutResource("readable", readUri(ref.uri, "`params.ref.uri`"));
  }
  throw invalidParams("`params.ref` must be a `ref/prompt` with a name, or a `ref/resource` with a uri");
}
