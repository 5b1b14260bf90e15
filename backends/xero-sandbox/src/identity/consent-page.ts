/** The pages of the sign-in: what an app asks for, with the choice of organisations, and why there is nothing to choose. */
import { escapeHtml } from "@turnpike/backend-kit";
import type { IdentityAnswer } from "../access.js";
import { style } from "./consent-style.js";
import { scopeInWords } from "./scope-names.js";

/** What the person decides about. */
export type Consent = {
  readonly appName: string;
  readonly scopes: readonly string[];
  readonly organisations: readonly { readonly id: string; readonly name: string; readonly connected: boolean }[];
  /** What names the request in the form. */
  readonly asked: string;
  /** What was wrong with the last answer. */
  readonly hint: string;
  /** Where the answer goes. */
  readonly address: string;
};

/** The page on which a person chooses and agrees. */
export function consentPage({ appName, scopes, organisations, asked, hint, address }: Consent): string {
  return document(
    `Connect ${appName}`,
    `<h1>${escapeHtml(appName)} asks for access</h1>
<p class="faint">The answer goes to <span class="word">${escapeHtml(new URL(address).origin)}</span>, on this computer.</p>
<p class="note">This is a sandbox: the books behind it are made up, and nobody's money moves.</p>
${hint === "" ? "" : `<p class="warn" role="alert">${escapeHtml(hint)}</p>`}
<form method="post" action="/identity/connect/authorize">
<input type="hidden" name="request" value="${escapeHtml(asked)}">
<fieldset><legend>Which organisations?</legend>
${organisations.map(organisation).join("\n")}
${organisations.length === 0 ? '<p class="faint">There are none in this sandbox yet.</p>' : ""}
</fieldset>
<section><h2>It will be able to</h2>
<ul>${inOrder(scopes)
      .map((scope) => `<li>${escapeHtml(scopeInWords(scope))}</li>`)
      .join("")}</ul>
</section>
<div class="answers">
<button name="answer" value="allow">Allow access</button>
<button name="answer" value="cancel">Cancel</button>
</div>
</form>`,
  );
}

/** What is opened before how long it stays open. */
const inOrder = (scopes: readonly string[]): readonly string[] => {
  const opens = (scope: string) => scope.startsWith("accounting.");
  return [...scopes.filter(opens), ...scopes.filter((scope) => !opens(scope))];
};

function organisation({ id, name, connected }: Consent["organisations"][number]): string {
  const state = connected ? " checked disabled" : "";
  const remark = connected ? "<small>connected already</small>" : "";
  return `<label><input type="checkbox" name="organisation" value="${escapeHtml(id)}"${state}><span>${escapeHtml(name)}${remark}</span></label>`;
}

/** Why the request is not passed on, for the person before the browser. */
export function refusalPage(reason: string, status = 400): IdentityAnswer {
  const body = document(
    "Not connected",
    `<h1>Not connected</h1>\n<p class="warn" role="alert">${escapeHtml(reason)}</p>`,
  );
  return page(status, body);
}

/** A page as it is sent: it loads and runs nothing, nobody frames it, and its form leads only here and on to `address`. */
export function page(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  address?: URL,
): IdentityAnswer {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    `form-action 'self' ${formTarget(address)}`.trimEnd(),
  ].join("; ");
  const common = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
  };
  return { status, headers: { ...common, ...headers }, body };
}

// Browsers hold the redirect after a form against the policy too. A policy cannot name an IPv6 address: any http will do then.
function formTarget(address: URL | undefined): string {
  if (address === undefined) return "";
  return address.hostname.startsWith("[") ? "http:" : address.origin;
}

function document(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}
