/** The pages of the reference: what every action takes, answers and refuses, and an example that runs. */
import { escapeHtml } from "@turnpike/backend-kit";
import type { Action, Area } from "../declare/action.js";
import { version } from "../version.js";
import { curlExample, localExample, phpExample, responseExample } from "./examples.js";
import { fieldRows, parameterRows } from "./rows.js";
import { style } from "./style.js";

const areas: Readonly<Record<Area, string>> = {
  billing: "Billing",
  clients: "Clients",
  catalogue: "Products and prices",
  orders: "Orders and modules",
  domains: "Domains",
  support: "Support",
  system: "System",
};

/** Where an action's page is, from any page. */
function pageOf(action: Action): string {
  return `/reference/${action.name.toLowerCase()}`;
}

/** The page of one action. */
export function actionPage(actions: readonly Action[], action: Action): string {
  const errors = action.errors.map((error) => `<li><code>${escapeHtml(error)}</code></li>`).join("");
  const history = Object.entries(action.history).map(
    ([release, change]) => `<tr><td>${escapeHtml(release)}</td><td>${escapeHtml(change)}</td></tr>`,
  );
  return frame(
    action.name,
    navigation(actions, action),
    `<h1>${escapeHtml(action.name)}</h1>
<p>${escapeHtml(action.description)}</p>
${badges(action)}
<h2 id="request">Request Parameters</h2>
${parameterTable(action)}
<h2 id="response">Response Parameters</h2>
${fieldTable(action)}
<h2 id="curl">Example Request (curl)</h2>
${code(curlExample(action), "curl")}
<h2 id="php">Example Request (PHP)</h2>
${code(phpExample(action), "php")}
<h2 id="local">Example Request (Local API)</h2>
${code(localExample(action), "local")}
<h2 id="answer">Example Response JSON</h2>
${code(responseExample(action), "response")}
<h2 id="errors">Error Responses</h2>
${errors === "" ? '<p>None but those that <a href="/#errors">every action</a> may answer.</p>' : `<p>Possible error condition responses include:</p><ul>${errors}</ul>`}
<h2 id="history">Version History</h2>
<div class="table"><table><thead><tr><th>Version</th><th>Changelog</th></tr></thead><tbody>${history.join("")}</tbody></table></div>`,
  );
}

/** The first page: how the API is spoken to, and the list of actions. */
export function indexPage(actions: readonly Action[]): string {
  const lists = groups(actions).map(
    ([area, members]) =>
      `<h2>${areas[area]}</h2><dl>${members.map((each) => `<dt><a href="${pageOf(each)}">${escapeHtml(each.name)}</a></dt><dd>${escapeHtml(each.description)}</dd>`).join("")}</dl>`,
  );
  return frame(
    "Billing API",
    navigation(actions),
    `<h1>Billing API</h1>
<p>${actions.length} actions over one address, compatible with the API of WHMCS ${version}.</p>
<h2 id="requests">Requests</h2>
<p>Every call is a <code>POST</code> to <code>/includes/api.php</code> with a form: <code>application/x-www-form-urlencoded</code> or
<code>multipart/form-data</code>, UTF-8, at most 8 MiB, read by PHP’s rules. Names of actions are taken in any case. An identifier and its
secret go into <code>identifier</code> and <code>secret</code>, or into <code>username</code> and <code>password</code>; an administrator’s
name goes with the md5 of their password. The caller’s address must be listed, or <code>accesskey</code> be right.</p>
<h2 id="answers">Answers</h2>
<p><code>responsetype</code> is <code>json</code> or <code>xml</code>; anything else gives <code>name=value;</code> pairs. <code>result</code> is
<code>success</code> or <code>error</code>, an error has a <code>message</code>, and nothing is written then.</p>
<h2 id="errors">Errors of every action</h2>
${errorTable}
${lists.join("\n")}`,
  );
}

const errorTable = `<div class="table"><table><thead><tr><th>Status</th><th>Message</th><th>When</th></tr></thead><tbody>
<tr><td>403</td><td><code>Invalid IP $ip</code></td><td>the caller’s address is not listed and no right access key was sent</td></tr>
<tr><td>403</td><td><code>Authentication Failed</code></td><td>no credentials, or a wrong secret or password</td></tr>
<tr><td>403</td><td><code>Invalid or missing credentials</code></td><td>an unknown identifier or user</td></tr>
<tr><td>403</td><td><code>Access Denied</code></td><td>the administrator is disabled, or their role has no access to the API</td></tr>
<tr><td>403</td><td><code>Invalid Permissions: API action "$action" is not allowed</code></td><td>no role of the credentials allows the action</td></tr>
<tr><td>200</td><td><code>Invalid API Action: "$action" is not a valid API action</code></td><td>there is no such action</td></tr>
<tr><td>200</td><td><code>$parameter must be …</code></td><td>a parameter cannot be read as its type</td></tr>
<tr><td>400</td><td><code>Malformed UTF-8 characters, …</code></td><td>the request is not UTF-8, or no form that can be read</td></tr>
<tr><td>405</td><td><code>$method is not supported: use POST</code></td><td>another method</td></tr>
<tr><td>413</td><td><code>the body is larger than 8388608 bytes</code></td><td>more than 8 MiB</td></tr>
<tr><td>415</td><td><code>the body must be …</code></td><td>another type of body, or a compressed one</td></tr>
</tbody></table></div>`;

function badges({ isExtension, isInternal }: Action): string {
  if (isExtension) return '<p><span class="badge">extension: answered where ApiExtensions is on</span></p>';
  return isInternal ? '<p><span class="badge">local API only</span></p>' : "";
}

function parameterTable(action: Action): string {
  const rows = parameterRows(action).map(
    ({ name, type, description, isRequired }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td class="type">${escapeHtml(type)}</td><td class="said">${escapeHtml(description)}</td><td>${isRequired ? '<span class="must">Required</span>' : '<span class="type">Optional</span>'}</td></tr>`,
  );
  return `<div class="table wide"><table><thead><tr><th>Parameter</th><th>Type</th><th>Description</th><th>Required</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

function fieldTable(action: Action): string {
  const rows = fieldRows(action).map(
    ({ name, type, description }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td class="type">${escapeHtml(type)}</td><td class="said">${escapeHtml(description)}</td></tr>`,
  );
  return `<div class="table wide"><table><thead><tr><th>Parameter</th><th>Type</th><th>Description</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

function code(text: string, kind: string): string {
  return `<pre data-example="${kind}" tabindex="0"><code>${escapeHtml(text)}</code></pre>`;
}

function groups(actions: readonly Action[]): readonly (readonly [Area, readonly Action[]])[] {
  const all = Object.keys(areas) as Area[];
  return all
    .map((area) => [area, actions.filter((action) => action.area === area)] as const)
    .filter(([, members]) => members.length > 0);
}

function navigation(actions: readonly Action[], current?: Action): string {
  const lists = groups(actions).map(
    ([area, members]) =>
      `<h2>${areas[area]}</h2><ul>${members.map((each) => `<li><a href="${pageOf(each)}"${each === current ? ' aria-current="page"' : ""}>${escapeHtml(each.name)}</a></li>`).join("")}</ul>`,
  );
  return `<nav aria-label="Actions"><a class="home" href="/">Billing API</a><div class="list">${lists.join("")}</div></nav>`;
}

function frame(title: string, nav: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<div class="page">
${nav}
<main>
${main}
</main>
</div>
</body>
</html>
`;
}
