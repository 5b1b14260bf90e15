/** Identity tokens, and the key that they are verified with. The person behind every sign-in is the sandbox's only one. */
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JWK, SignJWT } from "jose";
import { type Identity, lifetimes } from "./identity.js";
import { newSecret } from "./secrets.js";

const algorithm = "RS256";

/** The person: an id of no meaning that is always the same. */
const subject = "f0e1d2c3b4a5f6e7d8c9b0a1f2e3d4c5";

type About = { readonly clientId: string; readonly nonce: string | null; readonly origin: string };

/** Says to the app who has signed in. */
export async function idToken(identity: Identity, { clientId, nonce, origin }: About): Promise<string> {
  const { id, pem } = await keyOf(identity);
  const seconds = Math.floor(identity.now().getTime() / 1000);
  const claims = {
    given_name: "Sam",
    family_name: "Sandbox",
    preferred_username: "sam@sandbox.example",
    email: "sam@sandbox.example",
    xero_userid: subject,
    ...(nonce === null ? {} : { nonce }),
  };
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, kid: id, typ: "JWT" })
    .setIssuer(origin)
    .setSubject(subject)
    .setAudience(clientId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + lifetimes.codeMs / 1000)
    .sign(await importPKCS8(pem, algorithm));
}

/** The public key. */
export async function publicKeys(identity: Identity): Promise<{ keys: readonly JWK[] }> {
  const { id, pem } = await keyOf(identity);
  const { kty, n, e } = await exportJWK(await importPKCS8(pem, algorithm, { extractable: true }));
  return { keys: [{ kty, n, e, kid: id, alg: algorithm, use: "sig" } as JWK] };
}

/** The key, made when it is first needed. */
async function keyOf({ db }: Identity): Promise<{ readonly id: string; readonly pem: string }> {
  const find = () => db.selectFrom("identity_keys").selectAll().orderBy("id").executeTakeFirst();
  const found = await find();
  if (found !== undefined) return found;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const made = { id: newSecret().slice(0, 16), pem: await exportPKCS8(privateKey) };
  await db.insertInto("identity_keys").values(made).execute();
  return (await find()) ?? made;
}
