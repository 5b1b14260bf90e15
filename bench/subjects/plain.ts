/** The subjects that check nothing: the upstream itself, and the bare proxy. */
import { type Listening, startListening, stop } from "../machine/child.js";
import { anyToken, type Subject } from "./subject.js";

/** The upstream without anything before it; its CPU time is the upstream's own. */
export function directSubject(upstream: Listening): Subject {
  return { ...unchecked(upstream), id: "direct", title: "upstream, direct", stop: async () => {} };
}

const titles = { bare: "bare proxy", control: "bare proxy again", collected: "bare proxy, collecting" } as const;

/**
 * The bare proxy; as `control` a second one, whose ratio to the first shows how far the figures can be trusted; as
 * `collected` one that collects requests instead of piping them.
 */
export async function bareSubject(id: keyof typeof titles, upstreamUrl: string): Promise<Subject> {
  const proxy = await startListening("processes/bare-proxy", [upstreamUrl, id === "collected" ? "collect" : "pipe"]);
  return { ...unchecked(proxy), id, title: titles[id], stop: () => stop(proxy.child) };
}

function unchecked({ port, pid }: Listening): Omit<Subject, "id" | "title" | "stop"> {
  return { port, path: "/mcp", token: anyToken, pids: [pid], filtersLists: false };
}
