/**
 * Where answers may go. With Xero each app has its addresses registered, and a port counts; the one app here has every
 * address of this machine, since who runs a sandbox has it on the same machine as what they try with it.
 */

const local: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether an app may have its answers sent there. */
export function isRedirectAddress(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { protocol, hostname, username, password, hash } = new URL(given);
  return protocol === "http:" && local.has(hostname) && username === "" && password === "" && hash === "";
}
