import { expect, test } from "vitest";
import { cliPage, helpTexts } from "./support/cli-page.js";

test("docs/cli.md says what the commands say", async () => {
  await expect(cliPage()).toMatchFileSnapshot("../../../docs/cli.md");
});

test("help fits a terminal of 80 columns", () => {
  for (const [command, text] of helpTexts(80)) {
    const wide = text.split("\n").filter((line) => line.length > 80);
    expect(wide, command).toEqual([]);
  }
});

test("help names no command that does not exist", () => {
  const all = [...helpTexts(80).values()].join("\n");
  for (const later of ["login", "member", "approval", "audit", "catalogue", "attack", "backup"]) {
    expect(all).not.toMatch(new RegExp(`turnpike ${later}|^  ${later} `, "m"));
  }
});
