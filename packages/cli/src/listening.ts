/** Why an address cannot be listened on, in words that say what to do. */
import { Failure } from "./failure.js";

/** Does what listens, and throws a `Failure` where the address or port is to blame. */
export async function orCannotListen<T>(
  { host, port }: { readonly host: string; readonly port: number },
  listen: () => Promise<T>,
): Promise<T> {
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
