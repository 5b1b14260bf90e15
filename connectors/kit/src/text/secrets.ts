/**
 * Keeps credentials out of what is passed on.
 *
 * A server with a debugging hook may echo the request. Whatever it says goes through here before anybody sees it.
 */

const replacement = "[hidden]";

/** Makes the function that replaces each of `secrets` in a text, plain or as a URL or a form encodes it. */
export function hiding(secrets: readonly string[]): (text: string) => string {
  const spellings = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([["", secret]]).toString().slice(1),
  ]);
  const longestFirst = [...new Set(spellings)].filter((each) => each !== "").sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((hidden, spelling) => hidden.replaceAll(spelling, replacement), text);
}
