/** The tables of the sign-in: who may ask, what was granted, which tokens are out. */

export type IdentityTables = Record<never, never>;
