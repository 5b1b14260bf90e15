/**
 * What happens between calls: idle sessions end, and streams and sessions of grants that are gone are closed. Decisions
 * never wait for this; it is for what stays open without calling.
 */
import type { LiveGrant } from "./live-grants.js";
import type { Session } from "./sessions.js";
import type { Gateway } from "./stages.js";

const EVERY_MS = 1_000;

/** A stream that stays open: told when its grant changed, closed when it is gone. */
export type OpenStream = {
  grant(): LiveGrant;
  changed(grant: LiveGrant): void;
  close(): void;
};

export type Upkeep = { stop(): void };

export function startUpkeep(gateway: Gateway): Upkeep {
  let revision: number | undefined;
  let running = false;
  const timer = setInterval(() => {
    gateway.sessions.sweep(Date.now());
    gateway.tasks.sweep(Date.now());
    if (!running) {
      running = true;
      look()
        .catch((thrown: unknown) => gateway.report(`open streams could not be checked: ${String(thrown)}`))
        .finally(() => {
          running = false;
        });
    }
  }, EVERY_MS);
  timer.unref();

  async function look(): Promise<void> {
    const now = await gateway.grants.revision();
    if (now === revision && !somethingExpired(gateway, Date.now())) {
      return;
    }
    for (const stream of gateway.streams) {
      const grant = await gateway.grants.find(stream.grant().tokenHash);
      if (grant === undefined) {
        stream.close();
      } else if (grant !== stream.grant()) {
        stream.changed(grant);
      }
    }
    const gone = await goneGrants(gateway);
    gateway.sessions.endUnless((session) => !gone.has(session.owner.grant.id));
    // Noted last: what failed half way is done again in a second.
    revision = now;
  }

  return { stop: () => clearInterval(timer) };
}

/** Expiry moves no revision. */
function somethingExpired(gateway: Gateway, now: number): boolean {
  const expired = ({ grant }: LiveGrant) => grant.expiresAt !== null && grant.expiresAt <= now;
  for (const stream of gateway.streams) {
    if (expired(stream.grant())) {
      return true;
    }
  }
  for (const session of gateway.sessions.all()) {
    if (expired(session.owner)) {
      return true;
    }
  }
  return false;
}

/** Grants that have sessions open and are revoked or expired; a rotated one lives on under another token. */
async function goneGrants(gateway: Gateway): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  const checked = new Set<string>();
  const check = async ({ owner }: Session) => {
    if (!checked.has(owner.grant.id)) {
      checked.add(owner.grant.id);
      if (!(await gateway.grants.isLive(owner.grant.id))) {
        gone.add(owner.grant.id);
      }
    }
  };
  for (const session of gateway.sessions.all()) {
    await check(session);
  }
  return gone;
}

/** Ends at its upstream a session that ended here. */
export async function endUpstreamSession(
  session: Session,
  gateway: Pick<Gateway, "upstreams" | "report">,
): Promise<void> {
  try {
    const { upstream, credentials } = await gateway.upstreams.of(session.owner.server);
    const version = session.protocolVersion === undefined ? [] : ["mcp-protocol-version", session.protocolVersion];
    const headers = ["mcp-session-id", session.upstreamId, ...version, ...credentials];
    const { body } = await upstream.send({
      method: "DELETE",
      headers,
      body: undefined,
      message: undefined,
      quiet: false,
    }).answer;
    body.attach({ data: () => true, end: () => undefined, fail: () => undefined });
  } catch (thrown) {
    gateway.report(`a session of server \`${session.owner.server.name}\` could not be ended there: ${String(thrown)}`);
  }
}
