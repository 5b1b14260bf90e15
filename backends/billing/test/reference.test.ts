/** The reference as it is served: whole, of one document each, and its examples run as they stand. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { actions } from "../src/actions/index.js";
import { differing, openExampleBooks } from "./support/examples.js";
import { hasPhp, phpMissing, runPhp } from "./support/php.js";
import { type Server, startServer } from "./support/server.js";

let server: Server;
beforeEach(async () => {
  server = await startServer(openExampleBooks);
});
afterEach(() => server.close());

const page = async (path: string) => {
  const response = await fetch(new URL(path, server.url));
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};
const plain = (html: string) => html.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
const example = (html: string, kind: string) =>
  plain(new RegExp(`<pre data-example="${kind}"[^>]*><code>([\\s\\S]*?)</code></pre>`).exec(html)?.[1] ?? "");
const filled = (code: string) =>
  code
    .replace("https://www.example.com/includes/api.php", server.url)
    .replace("IDENTIFIER_OR_ADMIN_USERNAME", server.access.identifier)
    .replace("SECRET_OR_HASHED_PASSWORD", server.access.secret);

const expected = (html: string, name: string) => ({
  ...(JSON.parse(example(html, "response")) as Record<string, unknown>),
  ...differing[name],
});

const served = [...actions.values()];
const overHttp = served.filter(({ isInternal }) => isInternal !== true);

describe("the reference", () => {
  it("lists every action and links to pages that are there", async () => {
    const { text } = await page("/");
    const links = [...text.matchAll(/href="(\/reference\/[a-z]+)"/g)].map(([, path = ""]) => path);
    expect(new Set(links)).toEqual(new Set(served.map(({ name }) => `/reference/${name.toLowerCase()}`)));
    for (const path of new Set(links)) expect((await page(path)).status).toBe(200);
  });

  it("is one document a page that asks nobody for anything", async () => {
    for (const path of ["/", "/reference/createinvoice"]) {
      const { text, headers } = await page(path);
      expect(text.replace(/<pre[\s\S]*?<\/pre>/g, "")).not.toMatch(
        /<(script|link|img|iframe)|https?:\/\/|url\(|@import/,
      );
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    }
  });

  it("has the documented page of CreateInvoice: its parameters, its answer, both errors", async () => {
    const { text } = await page("/reference/CreateInvoice");
    const names = [...text.matchAll(/<tr><td><code>([^<]+)<\/code><\/td><td class="type">([^<]+)<\/td>/g)];
    expect(names.map(([, name, type]) => `${name} ${type}`)).toEqual(
      "action string,userid int,status string,draft bool,sendinvoice bool,paymentmethod string,taxrate float,taxrate2 float,date string,duedate string,notes string,itemdescriptionx string,itemamountx float,itemtaxedx bool,autoapplycredit bool,result string,invoiceid int,status string".split(
        ",",
      ),
    );
    expect(text).toContain("<li><code>Client ID Not Found</code></li>");
    expect(text).toContain(
      "<li><code>Cannot create and send a draft invoice in a single API request. Please create and send separately.</code></li>",
    );
    expect(text).toContain("<td>1.0</td><td>Initial Version</td>");
  });

  it("has no page for what is no action", async () => {
    expect((await page("/reference/nothing")).status).toBe(404);
  });
});

describe("an example on the page of", () => {
  it.each(served)("$name runs in a program and answers what the page says", async ({ name, isExtension }) => {
    if (isExtension) await server.books.set("ApiExtensions", "on");
    const { text } = await page(`/reference/${name}`);
    const code = `${example(text, "local").replace("console.log(results)", "return results")}`;
    const run = new Function("billing", `return (async () => { ${code} })()`) as (billing: unknown) => Promise<unknown>;
    expect(await run(server.books.billing)).toEqual(expected(text, name));
  });

  it.each(overHttp)("$name runs in a shell with curl and answers what the page says", async ({ name, isExtension }) => {
    if (isExtension) await server.books.set("ApiExtensions", "on");
    const { text } = await page(`/reference/${name}`);
    const { stdout } = await promisify(execFile)("sh", ["-c", filled(example(text, "curl"))]);
    expect(JSON.parse(stdout)).toEqual(expected(text, name));
  });

  it.skipIf(!hasPhp).each(overHttp)(
    `$name runs in PHP and answers what the page says${phpMissing}`,
    async ({ name, isExtension }) => {
      if (isExtension) await server.books.set("ApiExtensions", "on");
      const { text } = await page(`/reference/${name}`);
      expect(JSON.parse(await runPhp(filled(example(text, "php"))))).toEqual(expected(text, name));
    },
  );
});
