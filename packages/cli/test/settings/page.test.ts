import { expect, test } from "vitest";
import { configurationPage } from "../support/configuration-page.js";

test("docs/configuration.md says what the table of settings says", async () => {
  await expect(configurationPage()).toMatchFileSnapshot("../../../../docs/configuration.md");
});
