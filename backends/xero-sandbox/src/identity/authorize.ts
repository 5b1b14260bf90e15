/**
 * `/identity/connect/authorize`: shows a person what an app asks for, and sends the answer back to it.
 *
 * Whatever is wrong is told to the app by redirect, but only when the app and its address are known to be right: nobody is
 * sent anywhere else. The form's answer counts only from the browser that the page was shown to, so that no other page can
 * answer for the person.
 */
import type { IdentityAnswer, IdentityRequest } from "../access.js";
import { redirect } from "./answer.js";
import { findClient } from "./clients.js";
import { connectionsOf } from "./connections.js";
import { consentPage, page, refusalPage } from "./consent-page.js";
import { makeGrant } from "./grants.js";
import { after, type Identity, lifetimes } from "./identity.js";
import { isRedirectAddress } from "./redirect-address.js";
import { joined, personal } from "./scopes.js";
import { digest, newSecret } from "./secrets.js";

const cookieName = "xero_sandbox_consent";

/** Answers the app's request with the page, or with what is wrong with it. */
export async function showConsent(identity: Identity, request: IdentityRequest): Promise<IdentityAnswer> {
  const { query } = request;
  const repeated = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (repeated.length > 0) return refusalPage("A parameter of the request is given twice.");
  const client = await findClient(identity, query.get("client_id") ?? "");
  if (client === undefined) return refusalPage("No app has this client_id.");
  const address = query.get("redirect_uri") ?? "";
  if (!isRedirectAddress(address)) {
    return refusalPage(
      "The redirect_uri is not one of the app's: here every http address of this machine is, as http://localhost:5000/callback.",
    );
  }
  const wrong = wrongIn(query);
  if (wrong !== undefined) return redirect(answered(address, query.get("state"), { error: wrong }));
  return await pageFor(identity, request, { ...client, address });
}

function wrongIn(query: URLSearchParams): string | undefined {
  if (query.get("response_type") !== "code") return "unsupported_response_type";
  if (personal(query.get("scope") ?? "") === undefined) return "invalid_scope";
  const challenge = query.get("code_challenge");
  if (challenge === null) return query.has("code_challenge_method") ? "invalid_request" : undefined;
  const right = query.get("code_challenge_method") === "S256" && /^[\w-]{43}$/.test(challenge);
  return right ? undefined : "invalid_request";
}

type AskingClient = { readonly id: string; readonly name: string; readonly address: string };

async function pageFor(identity: Identity, { query }: IdentityRequest, client: AskingClient): Promise<IdentityAnswer> {
  const { db, now } = identity;
  const scopes = personal(query.get("scope") ?? "") ?? [];
  const [asked, cookie] = [newSecret(), newSecret()];
  await db.deleteFrom("identity_requests").where("expires_at", "<=", now().toISOString()).execute();
  const row = {
    digest: digest(asked),
    cookie_digest: digest(cookie),
    client_id: client.id,
    redirect_uri: client.address,
    scopes: joined(scopes),
    state: query.get("state"),
    nonce: query.get("nonce"),
    challenge: query.get("code_challenge"),
    expires_at: after(now(), lifetimes.requestMs),
  };
  await db.insertInto("identity_requests").values(row).execute();
  const shown = await choice(identity, client, scopes, asked);
  const setCookie = `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/identity/connect/authorize`;
  return page(200, shown, { "set-cookie": setCookie }, new URL(client.address));
}

async function choice(identity: Identity, client: AskingClient, scopes: readonly string[], asked: string, hint = "") {
  const connected = await connectionsOf(identity, { clientId: client.id, holder: "person" });
  const reached = new Set(connected.map((each) => each.organisation_id));
  const all = await identity.db.selectFrom("organisations").select(["id", "name"]).orderBy("name").execute();
  const organisations = all.map((each) => ({ ...each, connected: reached.has(each.id) }));
  return consentPage({ appName: client.name, scopes, organisations, asked, hint, address: client.address });
}

/** Answers the person's answer. */
export async function takeConsent(identity: Identity, request: IdentityRequest): Promise<IdentityAnswer> {
  const { form, headers, origin } = request;
  if (headers.origin !== undefined && headers.origin !== origin)
    return refusalPage("The answer came from another page.", 403);
  const asked = await findRequest(identity, form.get("request") ?? "", headers.cookie ?? "");
  if (asked === undefined) {
    return refusalPage(
      "This page was answered before, or has waited too long, or was shown to another browser. Start the sign-in again.",
    );
  }
  if (form.get("answer") !== "allow") {
    await forget(identity, asked.digest);
    return redirect(answered(asked.redirect_uri, asked.state, { error: "access_denied" }));
  }
  const chosen = await chosenAmong(identity, form.getAll("organisation"), asked.client_id);
  if (chosen.length === 0) {
    const client = { id: asked.client_id, name: asked.name, address: asked.redirect_uri };
    const hint = "Choose at least one organisation.";
    const shown = await choice(identity, client, asked.scopes.split(" "), form.get("request") ?? "", hint);
    return page(400, shown, {}, new URL(asked.redirect_uri));
  }
  if (!(await forget(identity, asked.digest))) return refusalPage("This page was answered before.");
  const code = await issueCode(identity, asked, chosen);
  return redirect(answered(asked.redirect_uri, asked.state, { code }));
}

/** The request whose page was shown to this browser and may be answered still. */
async function findRequest({ db, now }: Identity, asked: string, cookies: string) {
  const cookie = cookies
    .split(/; */)
    .find((each) => each.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);
  return await db
    .selectFrom("identity_requests as request")
    .innerJoin("identity_clients as client", "client.id", "request.client_id")
    .selectAll("request")
    .select("client.name")
    .where("request.digest", "=", digest(asked))
    .where("request.cookie_digest", "=", digest(cookie ?? ""))
    .where("request.expires_at", ">", now().toISOString())
    .executeTakeFirst();
}

type Asked = NonNullable<Awaited<ReturnType<typeof findRequest>>>;

/** Takes the request out, and says whether it was there: of two answers at once one counts. */
async function forget({ db }: Identity, kept: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom("identity_requests").where("digest", "=", kept).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The organisations that will be reached, of those that exist: what was connected before stays. */
async function chosenAmong(identity: Identity, given: readonly string[], clientId: string): Promise<readonly string[]> {
  const before = await connectionsOf(identity, { clientId, holder: "person" });
  const wanted = new Set([...given, ...before.map((each) => each.organisation_id)]);
  const all = await identity.db.selectFrom("organisations").select("id").execute();
  return all.map(({ id }) => id).filter((id) => wanted.has(id));
}

async function issueCode(identity: Identity, asked: Asked, organisationIds: readonly string[]): Promise<string> {
  const owner = { clientId: asked.client_id, holder: "person" } as const;
  const grantId = await makeGrant(identity, owner, asked.scopes.split(" "), organisationIds);
  const code = newSecret();
  const row = {
    digest: digest(code),
    grant_id: grantId,
    redirect_uri: asked.redirect_uri,
    nonce: asked.nonce,
    challenge: asked.challenge,
    expires_at: after(identity.now(), lifetimes.codeMs),
    used_at: null,
  };
  await identity.db.insertInto("identity_codes").values(row).execute();
  return code;
}

/** The app's address with the answer in its query. */
function answered(address: string, state: string | null, answer: Readonly<Record<string, string>>): URL {
  const url = new URL(address);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set("state", state);
  return url;
}
