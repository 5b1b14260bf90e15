/**
 * What the rest of the connector knows of being signed in: a token to call with, the organisations it reaches, and the
 * way to get there. How either comes about is nobody's business outside this folder.
 */

/** An organisation that the sign-in reaches. `type` is Xero's word for it, such as `ORGANISATION` or `PRACTICE`. */
export type Tenant = { readonly id: string; readonly name: string; readonly type: string };

/** Signed in, with what that reaches; `remark` is a sentence to pass on, such as that the sign-in could not be kept. */
export type SignedIn = {
  readonly kind: "signed_in";
  readonly tenants: readonly Tenant[];
  readonly remark: string | undefined;
};

/** Waiting for a person to open `url`, on this machine, before `until`. */
export type SignInUnderWay = { readonly kind: "under_way"; readonly url: string; readonly until: Date };

/** Access to Xero. Every function rejects with an `AccessProblem`; a signal ends the waiting of the one who gave it. */
export type Access = {
  /** Where the API is: an origin, such as `https://api.xero.com`. */
  readonly apiUrl: string;
  /** An access token that is good for another minute at least. However many ask at once, it is renewed once. */
  token(signal?: AbortSignal): Promise<string>;
  /** Another token, after the API has answered 401 to `refused`. */
  renewed(refused: string, signal?: AbortSignal): Promise<string>;
  /** All that the sign-in reaches. */
  tenants(signal?: AbortSignal): Promise<readonly Tenant[]>;
  /** The one of this name or id; when `named` is left out the configured one, or the only one. */
  tenant(named: string | undefined, signal?: AbortSignal): Promise<Tenant>;
  /** Signs in, or says what it reaches when that was done before. Waits for the person, but not for long. */
  signIn(signal?: AbortSignal): Promise<SignedIn | SignInUnderWay>;
  /** Ends a sign-in under way. */
  close(): Promise<void>;
};
