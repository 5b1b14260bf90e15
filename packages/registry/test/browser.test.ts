/** The pages in a real browser, opened from a disk: what they look like is for people, what they do is held here. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerTools } from "@turnpike/catalogue";
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

const sideways = (page: Page) =>
  page.evaluate("document.documentElement.scrollWidth - window.innerWidth") as Promise<number>;

const samples = () => {
  const tools = filesOf(site, ".html").filter((path) => /^servers\/.*(?<!index)\.html$/.test(path));
  const first = (start: string) => tools.find((path) => path.startsWith(start)) ?? "";
  return [
    "index.html",
    "tools.html",
    "categories/index.html",
    "categories/financial.html",
    "risks/index.html",
    "risks/critical.html",
    ...filesOf(site, "index.html")
      .filter((path) => path.startsWith("servers/"))
      .slice(0, 3),
    ...tools.filter((path) => path.startsWith("servers/b-bold-b")),
    first("servers/b-bold-b"),
    ...tools.slice(2, 6),
  ];
};

describe.skipIf(!hasBrowser)(`the site in a browser${browserMissing}`, () => {
  it.each([
    [375, "light"],
    [375, "dark"],
    [1280, "light"],
    [1280, "dark"],
  ] as const)(
    "fits a width of %i in %s with text that can be read, complains of nothing, and asks for nothing outside of its folder",
    async (width, colorScheme) => {
      const { page, complaints, requests, close } = await open("index.html", {
        viewport: { width, height: 800 },
        colorScheme,
      });
      for (const path of samples()) {
        await page.goto(address(path));
        expect(await sideways(page), path).toBeLessThanOrEqual(0);
        expect(await page.evaluate(faint), path).toEqual([]);
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

  it("can be walked with the keyboard: the first stop skips to the content, and each stop is marked", async () => {
    const { page, close } = await open("index.html");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    await close();
  });
});

/** Runs on the page: texts whose contrast with the nearest painted ground is under 4.5, or under 3 where they are large. */
const faint = `(() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let here = element; here; here = here.parentElement) {
      const colour = rgb(getComputedStyle(here).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
    if (!own || element.closest("svg")) continue;
    const style = getComputedStyle(element);
    const [one, other] = [light(rgb(style.color)), light(ground(element))].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < (large ? 3 : 4.5)) found.push(element.tagName + "." + element.className + " " + ratio.toFixed(2));
  }
  return [...new Set(found)];
})()`;
