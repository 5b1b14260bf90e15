/** What the stages work with, made of the settings and the ports: the same for every front end. */
import type { Counters } from "@turnpike/store";
import { relist } from "./answer/relist.js";
import { BodyBudget } from "./body.js";
import { KnownLists } from "./known-lists.js";
import { type GrantStore, LiveGrants } from "./live-grants.js";
import { newMetrics } from "./metrics.js";
import { MirroredParams } from "./mirrored-params.js";
import { hostList } from "./receive/hosts.js";
import { Rounds } from "./rounds.js";
import { Sessions } from "./sessions.js";
import type { GatewaySettings } from "./settings.js";
import { Pages } from "./shown-lists.js";
import type { Gateway } from "./stages.js";
import { Tasks } from "./tasks.js";
import { UnderWay } from "./under-way.js";
import { endUpstreamSession } from "./upkeep.js";
import { type OpenCredentials, Upstreams } from "./upstream/upstreams.js";

/** What a gateway stands on. */
export type GatewayParts = {
  readonly store: GrantStore;
  readonly counters: Counters;
  /** Opens a server's sealed credentials: header names and values in turn. */
  readonly openCredentials: OpenCredentials;
  /** A line for the operator. */
  readonly report: (line: string) => void;
};

/** Puts a gateway together; nothing listens yet. */
export function assemble(settings: GatewaySettings, parts: GatewayParts): Gateway {
  const report = (line: string) => parts.report(printable(line));
  const upstreams = new Upstreams(settings, parts.openCredentials, report);
  const sessions = new Sessions(settings.sessionsPerGrant, settings.sessionIdleMs, (session) => {
    void endUpstreamSession(session, { upstreams, report });
  });
  const gateway: Gateway = {
    settings,
    hosts: hostList(settings.publicUrl, settings.allowedHosts),
    grants: new LiveGrants(parts.store),
    bodies: new BodyBudget(settings.bodyLimitBytes),
    sessions,
    underWay: new UnderWay(settings),
    counters: parts.counters,
    rounds: new Rounds(),
    tasks: new Tasks(),
    pages: new Pages(),
    knownLists: new KnownLists(),
    mirrored: new MirroredParams((asking) => relist("tools/list", asking, asking.session, gateway)),
    upstreams,
    streams: new Set(),
    metrics: newMetrics(() => sessions.size),
    report,
  };
  return gateway;
}

const REPORTED_UNITS = 1_000;

/** A line as it may stand on a terminal: what a server sent may hold anything, and be long. */
function printable(line: string): string {
  return line.slice(0, REPORTED_UNITS).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
