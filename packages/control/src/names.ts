/** What servers, policies and grants may be called. */
import { ControlError } from "./errors.js";

/** Refuses a name of a server that is not `[a-z0-9-]{1,63}`. */
export function checkServerName(name: string): void {
  if (/^[a-z0-9-]{1,63}$/.test(name)) return;
  throw new ControlError("invalid", `a server's name is 1 to 63 of \`a-z\`, \`0-9\` and \`-\`, not \`${name}\``);
}

/** Refuses a name of a policy that would be awkward on a command line or in a path. */
export function checkPolicyName(name: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name)) return;
  const rule = "is 1 to 63 letters, digits, `.`, `_` and `-`, the first a letter or digit";
  throw new ControlError("invalid", `a policy's name ${rule}; \`${name}\` is not`);
}

const mostLabelCharacters = 100;

/** Refuses a label that is empty, too long, or has characters that do not show. */
export function checkLabel(label: string): void {
  const shows = label.trim() === label && label !== "" && !/\p{C}/u.test(label);
  if (shows && [...label].length <= mostLabelCharacters) return;
  const rule = `a grant's label is 1 to ${mostLabelCharacters} characters that show, without blanks around them`;
  throw new ControlError("invalid", rule);
}
