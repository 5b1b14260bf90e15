/** The ways from the suite to what it tests: straight, through a bare pipe, through a pipe with a fault, through the gateway. */
import { enter } from "./gateway.js";
import { type Fault, openLoopback, type Passage } from "./loopback.js";

/** One way. */
export type Way =
  | { readonly kind: "direct" }
  | { readonly kind: "pipe"; readonly fault?: Fault }
  /** A gateway that runs on this data folder. */
  | { readonly kind: "gateway"; readonly data: string };

/** Opens it to a server's address. */
export async function openWay(way: Way, url: string): Promise<Passage> {
  switch (way.kind) {
    case "direct":
      return { url, close: async () => {} };
    case "pipe":
      return openLoopback(url, way.fault === undefined ? {} : { fault: way.fault });
    case "gateway":
      return throughGateway(way.data, ["--upstream", url]);
  }
}

/** Opens the way to a command that the gateway runs. */
export function openWayToCommand(data: string, command: readonly string[]): Promise<Passage> {
  return throughGateway(data, ["--", ...command]);
}

async function throughGateway(data: string, target: readonly string[]): Promise<Passage> {
  const entrance = await enter(data, target);
  return openLoopback(entrance.url, { token: entrance.token });
}
