/**
 * Sessions of the older protocol generation. The gateway mints its own ids, so an agent never learns an upstream's,
 * and binds each to the grant that opened it: for any other grant it does not exist.
 */
import { randomBytes } from "node:crypto";

export type Session = {
  readonly id: string;
  readonly grantId: string;
  readonly serverId: string;
  /** The upstream's own id. */
  readonly upstreamId: string;
  /** The revision agreed in `initialize`, when the answer could be read. */
  protocolVersion: string | undefined;
  lastUsedAt: number;
};

/** Whose session it is. */
type Owner = { readonly grant: { readonly id: string }; readonly server: { readonly id: string } };

export class Sessions {
  readonly #byId = new Map<string, Session>();
  readonly #countByGrant = new Map<string, number>();
  #sweptAt = 0;

  readonly perGrant: number;
  readonly idleMs: number;

  constructor(perGrant: number, idleMs: number) {
    this.perGrant = perGrant;
    this.idleMs = idleMs;
  }

  /** Whether the grant may open one more; idle ones end first. */
  hasRoom(grantId: string, now: number): boolean {
    this.#sweep(now);
    return (this.#countByGrant.get(grantId) ?? 0) < this.perGrant;
  }

  open(owner: Owner, upstreamId: string, now: number): Session {
    const session: Session = {
      id: randomBytes(24).toString("base64url"),
      grantId: owner.grant.id,
      serverId: owner.server.id,
      upstreamId,
      protocolVersion: undefined,
      lastUsedAt: now,
    };
    this.#byId.set(session.id, session);
    this.#countByGrant.set(session.grantId, (this.#countByGrant.get(session.grantId) ?? 0) + 1);
    return session;
  }

  /** The session of this id when it belongs to this grant; a foreign one is as unknown as an ended one. */
  find(id: string, owner: Owner, now: number): Session | undefined {
    const session = this.#byId.get(id);
    if (session === undefined || session.grantId !== owner.grant.id || session.serverId !== owner.server.id) {
      return undefined;
    }
    if (now - session.lastUsedAt > this.idleMs) {
      this.end(session);
      return undefined;
    }
    session.lastUsedAt = now;
    return session;
  }

  end(session: Session): void {
    if (!this.#byId.delete(session.id)) {
      return;
    }
    const left = (this.#countByGrant.get(session.grantId) ?? 1) - 1;
    if (left > 0) {
      this.#countByGrant.set(session.grantId, left);
    } else {
      this.#countByGrant.delete(session.grantId);
    }
  }

  get size(): number {
    return this.#byId.size;
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < Math.min(this.idleMs, 60_000)) {
      return;
    }
    this.#sweptAt = now;
    for (const session of this.#byId.values()) {
      if (now - session.lastUsedAt > this.idleMs) {
        this.end(session);
      }
    }
  }
}
