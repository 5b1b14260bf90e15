/** Where a server is: an http or https URL with nothing secret in it, since lists, logs and messages show it. */
import type { HttpTarget, Target } from "@turnpike/store";
import { ControlError } from "./errors.js";
import { checkDistinct, type Header } from "./headers.js";

/** The target for a URL and the headers that let the gateway in there, names and values in turn. */
export function urlTarget(
  url: string,
  headers: readonly Header[],
): { readonly target: Target; readonly credentials: readonly string[] } {
  checkDistinct(headers);
  return { target: httpTarget(url), credentials: headers.flatMap(({ name, value }) => [name, value]) };
}

/** The target for a URL as somebody wrote it. */
export function httpTarget(text: string): HttpTarget {
  if (!URL.canParse(text) || /[\s\\]/.test(text)) {
    // What cannot be read may still hold a password before the @.
    const repeated = text.includes("@") ? "" : `: \`${text}\``;
    throw invalid(
      `the URL of a server is written like \`https://mcp.example.com/mcp\`; this cannot be read${repeated}`,
    );
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    throw invalid("credentials do not belong in the URL, where lists and logs show them: give them as a header");
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw invalid(`the URL of a server begins with \`https://\` or \`http://\`, not \`${url.protocol}\``);
  }
  if (text.includes("#")) throw invalid("the URL of a server has no fragment: leave out what follows `#`");
  return { kind: "http", url: url.href };
}

function invalid(message: string): ControlError {
  return new ControlError("invalid", message);
}
