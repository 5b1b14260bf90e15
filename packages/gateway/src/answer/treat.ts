/**
 * What is done with one message of the server on its way to the agent, whether it came as a JSON body or as an event
 * of a stream: a list loses what this grant may not see, the answer to `initialize` opens a session, the rest passes.
 */
import { listed } from "@turnpike/policy";
import { UpstreamFailure } from "../incoming.js";
import type { Reserved } from "../stages.js";
import { filterList } from "./lists.js";

/** The text to send instead, or undefined when the message goes as it is; throws an UpstreamFailure. */
export function treat(reserved: Reserved, text: string): string | undefined {
  const { message, grant } = reserved;
  if (message.entry.kind !== "list") {
    return undefined;
  }
  const filtered = filterList(text, message.method, (kind, name) => listed(grant.compiled, kind, name));
  if (!filtered.ok) {
    throw new UpstreamFailure(
      "broken",
      502,
      `the list from the server \`${grant.server.name}\` cannot be read without doubt: ${filtered.message}`,
      "list not readable",
    );
  }
  return filtered.text === text ? undefined : filtered.text;
}
