/** Access without signing in: two organisations, and tokens that are numbered as they are renewed. */
import type { Access, Tenant } from "../../src/access/access.js";
import { AccessProblem } from "../../src/access/problem.js";

/** The organisations that it reaches. */
export const tenants: readonly [Tenant, Tenant] = [
  { id: "11111111-1111-4111-8111-111111111111", name: "Acme", type: "ORGANISATION" },
  { id: "22222222-2222-4222-8222-222222222222", name: "Other & Sons", type: "ORGANISATION" },
];

/** A fake that counts: the token is `token-0`, after one renewal `token-1`, and so on. */
export type FakeAccess = Access & { readonly renewals: () => number };

/** Makes one whose API is at `apiUrl`; with `renewable: false` there is no other token to be had. */
export function fakeAccess(apiUrl: string, { renewable = true, prefix = "token-" } = {}): FakeAccess {
  let renewals = 0;
  return {
    apiUrl,
    renewals: () => renewals,
    token: async () => `${prefix}${renewals}`,
    renewed: async () => {
      if (!renewable) throw new AccessProblem("sign_in", "the sign-in has ended: call `authenticate`");
      renewals += 1;
      return `${prefix}${renewals}`;
    },
    tenants: async () => tenants,
    tenant: async (named) => {
      const found = tenants.find(({ id, name }) => named === undefined || named === id || named === name);
      if (found === undefined) throw new AccessProblem("tenant", "no organisation of that name is connected");
      return found;
    },
    signIn: async () => ({ kind: "signed_in", tenants, remark: undefined }),
    close: async () => undefined,
  };
}
