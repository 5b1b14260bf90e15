/**
 * What a token stands for at this moment. What was read is remembered only as long as the store says that nothing
 * changed, so a revocation, a rotation or a new policy version counts from the next call, whichever process made it.
 */
import { hash } from "node:crypto";
import { type CompiledPolicy, compilePolicy, parsePolicy } from "@turnpike/policy";
import type { Permit, Store } from "@turnpike/store";

/** A live grant with its server and its policy, ready to decide on. */
export type LiveGrant = Permit & {
  readonly tokenHash: string;
  /** Undefined without a policy, and when the stored document is not one that this version understands: no call. */
  readonly compiled: CompiledPolicy | undefined;
};

type CarriedPolicy = Pick<LiveGrant, "policy" | "compiled">;

/** What is asked of the store about grants. */
export type GrantStore = Pick<Store, "revision" | "permit"> & { readonly grants: Pick<Store["grants"], "get"> };

export class LiveGrants {
  readonly #store: GrantStore;
  #revision: number | undefined;
  #byHash = new Map<string, LiveGrant>();
  /** Spares a hash for each call. Only tokens of grants found live are here, as long as nothing changes. */
  #byToken = new Map<string, LiveGrant>();
  /** Documents are compiled and kept once a version, however many grants carry it; an older version is forgotten. */
  readonly #policies = new Map<string, CarriedPolicy>();

  constructor(store: GrantStore) {
    this.#store = store;
  }

  /**
   * Whose token it is, or was a moment ago: what was found under the last revision serves, since `find` is asked again
   * before anything is decided. Rejects with the store.
   */
  async recognise(token: string): Promise<LiveGrant | undefined> {
    const known = this.#byToken.get(token);
    if (known !== undefined) {
      return known;
    }
    const live = await this.find(hash("sha256", token, "hex"));
    if (live !== undefined) {
      this.#byToken.set(token, live);
    }
    return live;
  }

  /** The grant of this token hash as it is now; nothing for one that expired or was revoked. Rejects with the store. */
  async find(tokenHash: string): Promise<LiveGrant | undefined> {
    const revision = await this.#store.revision();
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.#byHash = new Map();
      this.#byToken = new Map();
    }
    const live = this.#byHash.get(tokenHash) ?? (await this.#load(tokenHash, revision));
    const expiresAt = live?.grant.expiresAt ?? null;
    return expiresAt !== null && expiresAt <= Date.now() ? undefined : live;
  }

  /** The store's revision; rejects when the store does not answer. */
  revision(): Promise<number> {
    return this.#store.revision();
  }

  /** Whether the grant is neither revoked nor expired, whatever its token is by now. */
  async isLive(grantId: string): Promise<boolean> {
    const { revokedAt, expiresAt } = await this.#store.grants.get(grantId);
    return revokedAt === null && (expiresAt === null || expiresAt > Date.now());
  }

  async #load(tokenHash: string, revision: number): Promise<LiveGrant | undefined> {
    const permit = await this.#store.permit(tokenHash);
    if (permit === undefined) {
      return undefined;
    }
    const live: LiveGrant = { ...permit, tokenHash, ...this.#carried(permit.policy) };
    if (revision === this.#revision) {
      this.#byHash.set(tokenHash, live);
    }
    return live;
  }

  #carried(policy: Permit["policy"]): CarriedPolicy {
    if (policy === null) {
      return { policy, compiled: undefined };
    }
    let carried = this.#policies.get(policy.id);
    if (carried?.policy?.version !== policy.version) {
      if (this.#policies.size >= MOST_POLICIES) {
        this.#policies.clear();
      }
      const parsed = parsePolicy(policy.document);
      carried = { policy, compiled: parsed.ok ? compilePolicy(parsed.document) : undefined };
      this.#policies.set(policy.id, carried);
    }
    return carried;
  }
}

const MOST_POLICIES = 10_000;
