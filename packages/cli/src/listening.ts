/** Where to listen, and why an address cannot be listened on, in words that say what to do. */
import type { Call } from "./context.js";
import { Failure } from "./failure.js";
import { BadValue, host, wholeNumber } from "./settings/values.js";

type Place = { readonly host: string; readonly port: number };

/** Reads `--host` and `--port` of a command that has no other settings. */
export function placeOf(call: Call, port: number): Place {
  return {
    host: optionOf(call, "host", host) ?? "127.0.0.1",
    port: optionOf(call, "port", wholeNumber(0, 65_535)) ?? port,
  };
}

function optionOf<T>({ options }: Call, name: string, read: (text: string) => T): T | undefined {
  const given = options[name];
  if (typeof given !== "string") return undefined;
  try {
    return read(given);
  } catch (error) {
    if (error instanceof BadValue)
      throw new Failure("invalid", `\`--${name}\` must be ${error.message}, not \`${given}\``);
    throw error;
  }
}

/** Does what listens, and throws a `Failure` where the address or port is to blame. */
export async function orCannotListen<T>({ host, port }: Place, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const reasons: Record<string, string> = {
      EADDRINUSE: `port ${port} on ${host} is in use by another program: stop that, or choose another port with \`--port\``,
      EACCES: `this user may not listen on port ${port}: choose one above 1023 with \`--port\``,
      EADDRNOTAVAIL: `${host} is no address of this machine: \`--host\` says where to listen`,
      ENOTFOUND: `${host} is no name of this machine: \`--host\` says where to listen`,
    };
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ""];
    throw reason === undefined ? error : new Failure("cannot_listen", reason);
  }
}
