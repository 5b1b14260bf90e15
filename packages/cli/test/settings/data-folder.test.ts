import path from "node:path";
import { expect, test } from "vitest";
import { dataFolder, platformFolder } from "../../src/settings/data-folder.js";

test("the flag wins over the variable, the variable over the platform", () => {
  const env = { TURNPIKE_DATA: "/from/variable", XDG_DATA_HOME: "/xdg" };
  expect(dataFolder("/from/flag", env)).toBe("/from/flag");
  expect(dataFolder(undefined, env)).toBe("/from/variable");
  expect(dataFolder(undefined, { XDG_DATA_HOME: "/xdg" })).toBe(platformFolder({ XDG_DATA_HOME: "/xdg" }));
});

test("a relative folder is taken from where the command was called", () => {
  expect(dataFolder("data", {})).toBe(path.resolve("data"));
});

test("the demonstration has a sub-folder of its own", () => {
  expect(dataFolder("/data", {}, { demo: true })).toBe(path.join("/data", "demo"));
});

test.each([
  ["linux", { XDG_DATA_HOME: "/xdg" }, "/xdg/turnpike"],
  ["linux", { XDG_DATA_HOME: "relative" }, "/home/ann/.local/share/turnpike"],
  ["linux", {}, "/home/ann/.local/share/turnpike"],
  ["darwin", {}, "/home/ann/Library/Application Support/Turnpike"],
  ["win32", { LOCALAPPDATA: "/local" }, "/local/Turnpike"],
] as const)("on %s with %o the data is where that platform keeps data", (platform, env, folder) => {
  expect(platformFolder(env, platform, "/home/ann")).toBe(folder);
});
