/**
 * A port for a program that must be told one.
 *
 * Below the ports that systems hand out by themselves: what was free there a moment ago is not given to the next
 * connection of another test.
 */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}
