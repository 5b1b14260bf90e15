/** The port for secrets of upstreams: what is kept of them can be opened only with a key that is kept elsewhere. */

declare const sealed: unique symbol;

/** A sealed secret as text, to be kept in a column. It names the version of its key. */
export type Sealed = string & { readonly [sealed]: true };

export interface Vault {
  /** `context` says whose secret it is (a server's id); it opens under the same context only. */
  seal(plain: Uint8Array, context: string): Promise<Sealed>;
  /** Fault: `sealed_unreadable`. */
  open(secret: Sealed, context: string): Promise<Uint8Array>;
}
