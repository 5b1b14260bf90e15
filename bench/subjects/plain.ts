/** The subjects that check nothing: the upstream itself, and the bare proxy. */
import { type Listening, startListening, stop } from "../machine/child.js";
import { anyToken, type Subject } from "./subject.js";

/** The upstream without anything before it; its CPU time is the upstream's own. */
export function directSubject(upstream: Listening): Subject {
  return { ...unchecked(upstream), id: "direct", title: "upstream, direct", stop: async () => {} };
}

/** The bare proxy; as `control` a second one, whose ratio to the first shows how far the figures can be trusted. */
export async function bareSubject(id: "bare" | "control", upstreamUrl: string): Promise<Subject> {
  const proxy = await startListening("processes/bare-proxy", [upstreamUrl]);
  const title = id === "bare" ? "bare proxy" : "bare proxy again";
  return { ...unchecked(proxy), id, title, stop: () => stop(proxy.child) };
}

function unchecked({ port, pid }: Listening): Omit<Subject, "id" | "title" | "stop"> {
  return { port, path: "/mcp", token: anyToken, pids: [pid], filtersLists: false };
}
