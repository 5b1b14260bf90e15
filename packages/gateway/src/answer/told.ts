/**
 * What the answer to a call, a completion or a notice may tell of what the grant may not see. Only what can be told by
 * names and addresses is looked at (docs/limits-of-hiding.md); where nothing is hidden, nothing is looked at.
 */
import { isJsonObject, JsonCursor, readJson } from "@turnpike/json";
import { type CompiledPolicy, filters, judge, listed, offers } from "@turnpike/policy";
import { errorCodes, Refusal, refusalBody } from "../refusal.js";
import type { Gateway, Reserved } from "../stages.js";
import { type Points, withoutBlocks } from "./contents.js";
import { splice, Trimmer } from "./cuts.js";
import { namesHidden } from "./hidden.js";

/** Whether answers to this call are looked into at all. */
export function looksInto(reserved: Reserved): boolean {
  const { entry } = reserved.message;
  return (entry.kind === "call" || entry.asks === "task") && filters(reserved.grant.compiled);
}

/** The answer to a call: blocks that point to hidden resources go, and so do the words of an error that names one. */
export function tellableAnswer(text: string, reserved: Reserved, gateway: Gateway): string {
  return looksInto(reserved)
    ? tellableError(withoutBlocks(text, pointsOf(reserved.grant.compiled)), reserved, gateway)
    : text;
}

/** An error keeps its code and loses its words when these name what is hidden. */
export function tellableError(text: string, { grant, message }: Reserved, gateway: Gateway): string {
  if (!text.includes('"error"')) {
    return text;
  }
  const read = readJson(text);
  const error = read.ok && isJsonObject(read.value) && read.value.result === undefined ? read.value.error : undefined;
  if (
    !isJsonObject(error) ||
    !namesHidden(`${error.message} ${JSON.stringify(error.data ?? "")}`, grant, gateway.pages)
  ) {
    return text;
  }
  const code = typeof error.code === "number" ? error.code : errorCodes.upstreamFailed;
  const said = "the server refused this, in words that name what this grant may not see";
  return refusalBody(new Refusal(200, { code, message: said }, message.id));
}

/**
 * A link is an invitation to read, worth nothing where reading is refused. What is embedded is the output of a tool that
 * the policy allows: it goes when the policy hides it, or lists resources and not this one.
 */
function pointsOf(policy: CompiledPolicy | undefined): Points {
  return (to, uri) => {
    if (listed(policy, "resource", uri)) {
      return true;
    }
    const hidden = judge(policy, { kind: "resource", uri }).refusal?.reason === "hidden";
    return to === "embedded" && !hidden && !offers(policy, "resource");
  };
}

/** The answer to a completion without values that name what is hidden. */
export function tellableCompletion(text: string, { grant, message }: Reserved, gateway: Gateway): string {
  if (!filters(grant.compiled)) {
    return text;
  }
  const template = message.subject?.kind === "resource" ? message.subject.uri : undefined;
  const only = template?.match(/\{[^}]*\}/g)?.length === 1 ? template : undefined;
  const tells = (value: string) =>
    namesHidden(value, grant, gateway.pages) ||
    (only !== undefined &&
      !listed(
        grant.compiled,
        "resource",
        only.replace(/\{[^}]*\}/, () => value),
      ));
  return withoutValues(text, tells);
}

function withoutValues(text: string, tells: (value: string) => boolean): string {
  const cursor = new JsonCursor(text);
  const trimmer = new Trimmer();
  const inside = (wanted: string, then: () => void) => {
    if (cursor.peek() !== "object") {
      cursor.skip();
      return;
    }
    cursor.enterObject();
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      if (key === wanted) {
        then();
      } else {
        cursor.skip();
      }
    }
  };
  const values = () => {
    if (cursor.peek() !== "array") {
      cursor.skip();
      return;
    }
    for (cursor.enterArray(); cursor.nextElement(); ) {
      const start = cursor.start();
      const value = cursor.peek() === "string" ? cursor.string() : undefined;
      if (value === undefined) {
        cursor.skip();
      }
      trimmer.entry(start, cursor.offset, value !== undefined && !tells(value));
    }
  };
  inside("result", () => inside("completion", () => inside("values", values)));
  return cursor.end() ? splice(text, trimmer.cuts()) : text;
}
