/**
 * A person signs in to Xero in a real browser: the connector as the command that users start, the sandbox behind it, and
 * what others may try with the addresses between them.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSandbox, type Sandbox, type ServedSandbox, serveSandbox } from "@turnpike/xero-sandbox";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Agent, connectAgentTo } from "../../support/agents.js";
import { browser, browserMissing, hasBrowser } from "../../support/browser.js";
import { freePort } from "../../support/free-port.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const binary = fileURLToPath(new URL("../../../connectors/xero/bin/turnpike-xero.js", import.meta.url));

let chromium: Browser;
let sandbox: Sandbox;
let served: ServedSandbox;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let agent: Agent;
let callback: URL;

/** The server as a client starts it, with nothing in its environment that would open a browser. */
async function start(more: Readonly<Record<string, string>> = {}): Promise<Agent> {
  const { clientId, clientSecret } = await sandbox.issueClient("Turnpike");
  const env = {
    HOME: folder.path,
    XERO_CLIENT_ID: clientId,
    XERO_CLIENT_SECRET: clientSecret,
    XERO_REDIRECT_URI: callback.href,
    XERO_API_URL: served.apiUrl,
    XERO_IDENTITY_URL: served.identityUrl,
    XERO_TOKEN_FILE: join(folder.path, "sign-in"),
    ...more,
  };
  return connectAgentTo("sdk v2, newer generation", { command: process.execPath, args: [binary], env });
}

beforeAll(async () => {
  if (hasBrowser) chromium = await browser();
});
afterAll(() => chromium?.close());

beforeEach(async () => {
  folder = await temporaryFolder("xero-sign-in");
  sandbox = await openSandbox({ database: ":memory:" });
  served = await serveSandbox(sandbox, { port: 0 });
  callback = new URL(`http://localhost:${await freePort()}/callback`);
  agent = await start();
});
afterEach(async () => {
  await agent.close();
  await served.close();
  await sandbox.close();
  await folder.remove();
});

type State = {
  readonly status: string;
  readonly url: string;
  readonly tenants: readonly { readonly tenantName: string }[];
};

async function authenticate(): Promise<State> {
  const answer = await agent.callTool("authenticate");
  if (answer.isError) throw new Error(answer.text);
  return answer.structuredContent as State;
}

/** The page on which the person decides, opened in a browser of its own. */
async function openConsent(look: BrowserContextOptions = {}): Promise<Page> {
  const { status, url } = await authenticate();
  expect(status).toBe("under_way");
  const page = await (await chromium.newContext(look)).newPage();
  await page.goto(url);
  return page;
}

async function allow(page: Page, ...names: readonly string[]): Promise<void> {
  for (const name of names) await page.getByLabel(name).check();
  await page.getByRole("button", { name: "Allow access" }).click();
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** The address of an answer that fits the sign-in whose page this is, with another parameter here and there. */
function answerFor(page: Page, parameters: Readonly<Record<string, string>>): URL {
  const answer = new URL(callback);
  answer.searchParams.set("state", new URL(page.url()).searchParams.get("state") ?? "");
  for (const [name, value] of Object.entries(parameters)) answer.searchParams.set(name, value);
  return answer;
}

const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
  [375, 1280].map((width) => ({ colorScheme, viewport: { width, height: 800 } })),
);

/** Whether all of it can be read without moving sideways, and where pictures of it go when somebody wants to look. */
async function expectFits(page: Page, name: string): Promise<void> {
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  const pictures = process.env.PICTURES;
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

describe.skipIf(!hasBrowser)(`signing in to Xero in a browser${browserMissing}`, () => {
  it("connects what the person chooses, tells them so, and lets the tools work", async () => {
    const page = await openConsent();
    await allow(page, "Harbour Street Studio");
    await expect.poll(() => heading(page).textContent()).toBe("Signed in to Xero");
    expect(await authenticate()).toMatchObject({
      status: "signed_in",
      tenants: [{ tenantName: "Harbour Street Studio" }],
    });
    const { structuredContent } = await agent.callTool("list_organisations");
    expect(structuredContent).toMatchObject({ Organisations: [{ Name: "Harbour Street Studio" }] });
  });

  it.each(looks)("fits the screen and the person's colours: %j", async (look) => {
    const name = `${look.colorScheme}-${look.viewport.width}`;
    const page = await openConsent(look);
    await expectFits(page, `consent-${name}`);
    await allow(page);
    await expect.poll(() => page.getByRole("alert").textContent()).toBe("Choose at least one organisation.");
    await expectFits(page, `again-${name}`);
    await allow(page, "Banksia Road Foods");
    await expect.poll(() => heading(page).textContent()).toBe("Signed in to Xero");
    await expectFits(page, `signed-in-${name}`);
  });

  it("can be done with the keyboard alone, and without scripts", async () => {
    const page = await openConsent({ javaScriptEnabled: false });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect.poll(() => heading(page).textContent()).toBe("Signed in to Xero");
    expect((await authenticate()).tenants).toHaveLength(1);
  });

  it("says to person and model that nothing was connected when the person cancels", async () => {
    const page = await openConsent(looks[2]);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => heading(page).textContent()).toBe("Not signed in");
    await expect(page.getByText("nothing was connected").textContent()).resolves.not.toMatch(/authenticate/);
    await expectFits(page, "cancelled-dark-375");
    await expect(authenticate()).rejects.toThrow(/access was refused in the browser, and nothing was connected/);
    expect((await authenticate()).status).toBe("under_way");
  });

  it("takes no answer whose state was tampered with, and still the right one", async () => {
    const page = await openConsent();
    const other = await page.context().newPage();
    await other.goto(answerFor(page, { code: "of-an-attacker", state: "of-an-attacker" }).href);
    await expect.poll(() => heading(other).textContent()).toBe("Not signed in");
    await expectFits(other, "wrong-state-light-1280");
    await allow(page, "Harbour Street Studio");
    await expect.poll(() => heading(page).textContent()).toBe("Signed in to Xero");
  });

  it("takes no code a second time, not even for the sign-in that is under way, and ends what the first one got", async () => {
    const page = await openConsent();
    await allow(page, "Harbour Street Studio");
    await expect.poll(() => heading(page).textContent()).toBe("Signed in to Xero");
    const code = new URL(page.url()).searchParams.get("code") ?? "";
    await expect(page.reload()).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
    await agent.close();
    agent = await start({ XERO_TOKEN_FILE: join(folder.path, "another") });
    const next = await openConsent();
    await next.goto(answerFor(next, { code }).href);
    await expect.poll(() => heading(next).textContent()).toBe("Not signed in");
    await expect(authenticate()).rejects.toThrow(/call `authenticate`/);
  });

  it("answers nothing under another name that leads to this machine", async () => {
    const page = await openConsent();
    for (const host of [`127.0.0.1:${callback.port}`, `evil.localhost:${callback.port}`]) {
      const answer = answerFor(page, { code: "of-an-attacker" });
      answer.host = host;
      const response = await (await page.context().newPage()).goto(answer.href).catch(() => undefined);
      expect(response?.status() ?? 421).toBe(421);
    }
    await allow(page, "Harbour Street Studio");
    await expect.poll(() => heading(page).textContent()).toBe("Signed in to Xero");
  });

  it("counts no answer that another page sends for the person", async () => {
    const page = await openConsent();
    const request = (await page.locator('input[name="request"]').getAttribute("value")) ?? "";
    const organisation = (await page.getByLabel("Harbour Street Studio").getAttribute("value")) ?? "";
    const other = await page.context().newPage();
    const fields = Object.entries({ request, organisation, answer: "allow" });
    const inputs = fields.map(([name, value]) => `<input name="${name}" value="${value}">`).join("");
    const action = `${served.identityUrl}/identity/connect/authorize`;
    await other.goto(
      `data:text/html,<form method="post" action="${action}">${inputs}<button>Win a prize</button></form>`,
    );
    await other.getByRole("button").click();
    await expect.poll(() => heading(other).textContent()).toBe("Not connected");
    await expectFits(other, "foreign-form-light-1280");
    await allow(page, "Harbour Street Studio");
    await expect.poll(() => heading(page).textContent()).toBe("Signed in to Xero");
  });

  it("is kept for the next start of the server, which asks nobody", async () => {
    const { clientId, clientSecret } = await sandbox.issueClient("Turnpike");
    const app = { XERO_CLIENT_ID: clientId, XERO_CLIENT_SECRET: clientSecret };
    await agent.close();
    agent = await start(app);
    const page = await openConsent();
    await allow(page, "Harbour Street Studio");
    await expect.poll(() => heading(page).textContent()).toBe("Signed in to Xero");
    await agent.close();
    agent = await start(app);
    expect(await authenticate()).toMatchObject({ status: "signed_in" });
  });
});
