/** Ports for programs that cannot take port 0 and say which one they got. */
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 20_000;

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Waits until the program listens on the port. */
export async function listens(program: string, port: number): Promise<void> {
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await sleep(50)) {
    const connected = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.on("connect", () => socket.end());
    });
    if (connected) {
      return;
    }
  }
  throw new Error(`${program} does not listen`);
}
