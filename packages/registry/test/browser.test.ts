/** The pages in a real browser, opened from a disk: what they look like is for people, what they do is held here. */
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerTools } from "@turnpike/catalogue";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser, browserMissing, hasBrowser } from "../../../test/support/browser.js";
import { type TemporaryFolder, temporaryFolder } from "../../../test/support/temporary-folder.js";
import { labelledServers } from "../../catalogue/test/support/labelled.js";
import { filesOf, type Site, siteOf } from "./support/site.js";

const hostile: ServerTools = {
  name: "<b>bold</b> server with a name that goes on and on and on without_a_place_to_break_it_anywhere_at_all_in_sight",
  tools: [
    {
      name: `delete_${"very_long_name_".repeat(8)}`,
      description: `Deletes <script>document.title = "taken"</script><img src=x onerror="document.title='taken'"> ${"x".repeat(400)}`,
      inputSchema: { type: "object", properties: { ["p".repeat(200)]: { type: "string", enum: ["e".repeat(300)] } } },
    },
    {
      name: "pay",
      description: "Pays an invoice",
      inputSchema: { type: "object", properties: { amount: { type: "number" } } },
    },
  ],
};
const servers = [hostile, ...labelledServers().slice(0, 3)];

let folder: TemporaryFolder;
let chromium: Browser;
let site: Site;

beforeAll(async () => {
  if (!hasBrowser) return;
  folder = await temporaryFolder("site");
  site = siteOf(servers);
  for (const [path, text] of site) {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), text);
  }
  chromium = await browser();
});
afterAll(async () => {
  await chromium?.close();
  await folder?.remove();
});

const address = (path: string) => pathToFileURL(join(folder.path, path)).href;

/** Opens a page and gives what went wrong and what was asked for beside it. */
async function open(path: string, options: BrowserContextOptions = {}) {
  const context = await chromium.newContext({ permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("requestfailed", (request) => {
    // The icon of a page that is left before it has come is no complaint.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()}: ${why}`);
  });
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(address(path));
  return { page, complaints, requests, close: () => context.close() };
}

/** What axe finds: contrast, names, roles, order of headings, labels, landmarks. The page's own policy lets no script in. */
async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run({ preload: false })")) as axe.AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

const sideways = (page: Page) =>
  page.evaluate("document.documentElement.scrollWidth - window.innerWidth") as Promise<number>;

/** One page of each kind, and all of the hostile server. */
const samples = () => [
  ..."index tools categories/index categories/financial risks/index risks/critical"
    .split(" ")
    .map((page) => `${page}.html`),
  ...filesOf(site, ".html").filter((path) => path.startsWith("servers/b-bold-b")),
  filesOf(site, ".html").find((path) => /^servers\/(?!b-bold).*(?<!index)\.html$/.test(path)) ?? "",
];

describe.skipIf(!hasBrowser)(`the site in a browser${browserMissing}`, () => {
  it.each([
    [375, "light"],
    [375, "dark"],
    [1280, "light"],
    [1280, "dark"],
  ] as const)(
    "fits a width of %i in %s, complains of nothing, and asks for nothing outside of its folder",
    async (width, colorScheme) => {
      const { page, complaints, requests, close } = await open("index.html", {
        viewport: { width, height: 800 },
        colorScheme,
      });
      for (const path of samples()) {
        await page.goto(address(path));
        expect(await sideways(page), path).toBeLessThanOrEqual(0);
        // Each scheme and each width once, since it takes a second.
        if ((width === 375) === (colorScheme === "dark")) expect(await barriers(page), path).toEqual([]);
        expect(complaints, path).toEqual([]);
        expect(await page.title(), path).not.toBe("taken");
        const styled = await page.evaluate("getComputedStyle(document.body).backgroundColor");
        expect(styled, path).toBe(colorScheme === "light" ? "rgb(250, 248, 242)" : "rgb(18, 23, 21)");
      }
      expect(requests.filter((url) => !url.startsWith(address("")))).toEqual([]);
      await close();
    },
  );

  it("finds tools as one types, by words in any order, and by risk", async () => {
    const { page, close } = await open("tools.html");
    const seen = () => page.locator("ul.tools > li:visible").count();
    const all = await seen();
    expect(all).toBe(servers.reduce((sum, { tools }) => sum + tools.length, 0));
    await page.getByLabel("Find a tool").fill("INVOICE an pays");
    expect(await page.locator("ul.tools > li:visible h3").allTextContents()).toEqual(["pay"]);
    await page.getByLabel("Find a tool").fill("");
    await page.getByLabel("Low").uncheck();
    const graver = await seen();
    expect(graver).toBeGreaterThan(0);
    expect(graver).toBeLessThan(all);
    expect(await page.getByRole("status").textContent()).toBe(`${graver} of ${all}`);
    await close();
  });

  it("takes a search from the address", async () => {
    const { page, close } = await open("index.html");
    await page.goto(`${address("tools.html")}?q=pays+an+invoice`);
    expect(await page.locator("ul.tools > li:visible").count()).toBe(1);
    await close();
  });

  it("copies a policy to the last character", async () => {
    const pay = filesOf(site, "/pay.html")[0] ?? "";
    const { page, close } = await open(pay);
    await page.getByRole("button", { name: "Copy policy.json", exact: true }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
    const copied = (await page.evaluate("navigator.clipboard.readText()")) as string;
    expect(copied).toBe(await page.locator("figure.copied code").first().textContent());
    expect(JSON.parse(copied)).toMatchObject({ version: "1", tools: { pay: { action: "require_approval" } } });
    await close();
  });

  it("can be read whole without scripts: every tool listed, no button that does nothing, details that open", async () => {
    const { page, complaints, close } = await open("tools.html", { javaScriptEnabled: false });
    expect(await page.locator("ul.tools > li:visible").count()).toBe(
      servers.reduce((sum, { tools }) => sum + tools.length, 0),
    );
    expect(await page.locator("input, button").count()).toBe(0);
    await page.goto(address(filesOf(site, "/pay.html")[0] ?? ""));
    expect(await page.locator("button").count()).toBe(0);
    await page.locator("summary").first().click();
    expect(await page.locator("details[open] pre").first().isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  it("leads on: from the first page to a server, a tool, its category, and back", async () => {
    const { page, complaints, close } = await open("index.html");
    await page.locator("ul.servers a").first().click();
    await page.locator("ul.tools a").first().click();
    await page.getByRole("link", { name: "How to control" }).first().click();
    expect(page.url()).toMatch(/#control$/);
    await page.locator("dl.facts a").first().click();
    expect(page.url()).toContain("/risks/");
    await page.getByRole("link", { name: "Servers" }).first().click();
    expect(page.url()).toBe(address("index.html"));
    expect(complaints).toEqual([]);
    await close();
  });

  it("works under any path of a web server", async () => {
    const served = createServer((request, response) => {
      const path = (request.url ?? "").replace(/^\/some\/where\//, "").replace(/\?.*$/, "");
      const types: Record<string, string> = {
        html: "text/html",
        css: "text/css",
        js: "text/javascript",
        svg: "image/svg+xml",
      };
      const text = site.get(path);
      response.writeHead(text === undefined ? 404 : 200, {
        "content-type": types[path.split(".").pop() ?? ""] ?? "text/plain",
      });
      response.end(text);
    });
    await new Promise<void>((listening) => served.listen(0, "127.0.0.1", listening));
    const base = `http://127.0.0.1:${(served.address() as AddressInfo).port}/some/where/`;
    const { page, complaints, requests, close } = await open("index.html");
    await page.goto(`${base}index.html`);
    await page.locator("ul.servers a").first().click();
    await page.locator("ul.tools a").first().click();
    await page.getByRole("button", { name: "Copy" }).first().waitFor();
    expect(await page.evaluate("getComputedStyle(document.body).marginTop")).toBe("0px");
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => url.startsWith("http") && !url.startsWith(base))).toEqual([]);
    await close();
    await new Promise((closed) => served.close(closed));
  });

  it("can be walked with the keyboard: the first stop skips to the content, and each stop is marked", async () => {
    const { page, close } = await open("index.html");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    await close();
  });
});
