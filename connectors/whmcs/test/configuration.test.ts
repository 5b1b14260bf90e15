import { describe, expect, it } from "vitest";
import { readConfiguration } from "../src/configuration.js";
import { dateFormats, localDate } from "../src/local-date.js";
import { credentials } from "./support/recording-api.js";

const read = (environment: Record<string, string>) =>
  readConfiguration({ ...credentials, WHMCS_API_URL: "https://billing.example.com", ...environment });

describe("the configuration", () => {
  it.each([
    ["https://billing.example.com", "https://billing.example.com/includes/api.php"],
    ["https://billing.example.com/", "https://billing.example.com/includes/api.php"],
    ["https://billing.example.com/whmcs//", "https://billing.example.com/whmcs/includes/api.php"],
    ["https://billing.example.com/whmcs/includes", "https://billing.example.com/whmcs/includes/api.php"],
    ["http://127.0.0.1:7310/includes/api.php", "http://127.0.0.1:7310/includes/api.php"],
    [" https://billing.example.com/includes/api.php/ ", "https://billing.example.com/includes/api.php"],
  ])("takes the address %s with or without the API's path", (given, url) => {
    expect(read({ WHMCS_API_URL: given })).toMatchObject({ ok: true, configuration: { url } });
  });

  it.each([
    ["billing.example.com", /no http/],
    ["ftp://billing.example.com", /no http/],
    ["https://me:pw@billing.example.com", /user name/],
    ["https://billing.example.com/?secret=1", /query/],
  ])("refuses the address %s without repeating it", (given, words) => {
    const result = read({ WHMCS_API_URL: given });
    expect(result).toMatchObject({ ok: false, problem: expect.stringMatching(words) });
    expect(JSON.stringify(result)).not.toMatch(/me:pw|secret=1/);
  });

  it("names everything that is missing, and counts empty as missing", () => {
    expect(readConfiguration({ WHMCS_API_SECRET: "", WHMCS_API_IDENTIFIER: "i" })).toEqual({
      ok: false,
      problem: "this server is not configured: WHMCS_API_URL, WHMCS_API_SECRET are not set in the server's environment",
    });
  });

  it("needs no access key", () => {
    expect(read({ WHMCS_ACCESS_KEY: "" })).toMatchObject({ ok: true, configuration: { accessKey: undefined } });
  });

  it("knows every date format that an installation can be set to", () => {
    expect(read({ WHMCS_DATE_FORMAT: "MM/DD/YYYY" })).toMatchObject({ configuration: { dateFormat: "MM/DD/YYYY" } });
    expect(read({ WHMCS_DATE_FORMAT: "D/M/Y" })).toMatchObject({ ok: false });
    expect(dateFormats.map((format) => localDate("2026-01-31", format))).toEqual([
      "31/01/2026",
      "31.01.2026",
      "31-01-2026",
      "01/31/2026",
      "2026/01/31",
      "2026-01-31",
    ]);
  });
});
