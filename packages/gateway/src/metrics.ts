/** What the gateway counts for its operator, in Prometheus form. Labels are few and bounded: servers and outcomes, no grants, no tools. */
import { Counter, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = {
  /** A call was decided; the outcome is the log's. */
  decided(server: string, outcome: string): void;
  /** A forwarded call ended after so many seconds at its upstream. */
  ended(server: string, happened: string, seconds: number): void;
  /** A message was refused before its policy was asked. */
  refused(status: number): void;
  text(): Promise<string>;
  readonly contentType: string;
};

/** Metrics of one gateway, with a registry of its own. */
export function newMetrics(openSessions: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const decisions = new Counter({
    name: "turnpike_decisions_total",
    help: "Calls decided, by server and outcome",
    labelNames: ["server", "outcome"] as const,
    registers,
  });
  const calls = new Histogram({
    name: "turnpike_call_seconds",
    help: "Forwarded calls, from reservation to settlement, by server and what happened",
    labelNames: ["server", "happened"] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300],
    registers,
  });
  const refusals = new Counter({
    name: "turnpike_refusals_total",
    help: "Messages refused before a policy was asked, by HTTP status",
    labelNames: ["status"] as const,
    registers,
  });
  new Gauge({
    name: "turnpike_sessions",
    help: "Open sessions of the older protocol generation",
    registers,
    collect() {
      this.set(openSessions());
    },
  });
  const decidedChild = children((server, outcome) => decisions.labels(server, outcome));
  const endedChild = children((server, happened) => calls.labels(server, happened));
  return {
    decided: (server, outcome) => decidedChild(server, outcome).inc(),
    ended: (server, happened, seconds) => endedChild(server, happened).observe(seconds),
    refused: (status) => refusals.inc({ status: String(status) }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** Looking a child up by its labels costs more than counting; there are few children, and they stay. */
function children<Child>(make: (server: string, label: string) => Child): (server: string, label: string) => Child {
  const known = new Map<string, Child>();
  return (server, label) => {
    const key = `${server} ${label}`;
    let child = known.get(key);
    if (child === undefined) {
      child = make(server, label);
      known.set(key, child);
    }
    return child;
  };
}
