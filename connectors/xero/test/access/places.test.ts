import { describe, expect, it } from "vitest";
import { browserOf, opener } from "../../src/access/browser.js";
import { userFolder, usualTokenFile } from "../../src/access/kept/place.js";

describe("the place of a sign-in", () => {
  it.each([
    ["linux", { HOME: "/home/ann", XDG_DATA_HOME: "/xdg" }, "/xdg/turnpike-xero"],
    ["linux", { HOME: "/home/ann", XDG_DATA_HOME: "relative" }, "/home/ann/.local/share/turnpike-xero"],
    ["linux", { HOME: "/home/ann" }, "/home/ann/.local/share/turnpike-xero"],
    ["darwin", { HOME: "/Users/ann" }, "/Users/ann/Library/Application Support/Turnpike Xero"],
  ] as const)("is the user's data folder on %s with %j", (platform, environment, folder) => {
    expect(userFolder(environment, platform)).toBe(folder);
  });

  it("is another one for another app and for another service", () => {
    const at = (service: string, app: string) => usualTokenFile({ HOME: "/home/ann" }, service, app);
    const files = [at("https://a", "1"), at("https://a", "2"), at("https://b", "1")];
    expect(new Set(files).size).toBe(3);
    expect(files[0]).not.toMatch(/https|app/);
    expect(at("https://a", "1")).toBe(files[0]);
  });
});

describe("the browser", () => {
  it("is the platform's own opener, and none where there is no screen", () => {
    expect(opener({}, "linux")).toBeUndefined();
    expect(opener({ DISPLAY: ":0" }, "linux")).toEqual(["xdg-open"]);
    expect(opener({ WAYLAND_DISPLAY: "wayland-0" }, "linux")).toEqual(["xdg-open"]);
    expect(opener({}, "darwin")).toEqual(["/usr/bin/open"]);
    expect(opener({}, "win32")?.[0]).toBe("rundll32.exe");
  });

  it("is said not to have opened when there is none, when it fails, and for what is no web address", async () => {
    const url = new URL("https://login.example.com/?a=$(touch%20/tmp/x);b=1&c='");
    expect(await browserOf(undefined)(url)).toBe(false);
    expect(await browserOf(["a-command-that-nobody-has"])(url)).toBe(false);
    expect(await browserOf([process.execPath, "-e", "process.exit(3)"])(url)).toBe(false);
    expect(await browserOf([process.execPath, "-e", ""])(new URL("file:///etc/passwd"))).toBe(false);
  });

  it("is given the address as one argument that no shell reads", async () => {
    const url = new URL("https://login.example.com/?a=`id`;b=1&c=$HOME");
    const check = `process.exit(process.argv.at(-1) === ${JSON.stringify(url.href)} && process.argv.length === 2 ? 0 : 1)`;
    expect(await browserOf([process.execPath, "-e", check, "--"])(url)).toBe(true);
  });
});
