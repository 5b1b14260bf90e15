import { expect, test } from "vitest";
import { durationMs } from "../src/duration.js";
import { checkLabel, checkPolicyName, checkServerName } from "../src/names.js";
import { nearestName } from "../src/nearest.js";
import { pick } from "../src/pick.js";
import { httpTarget } from "../src/target.js";

test.each([
  ["90s", 90_000],
  ["15m", 900_000],
  ["12h", 43_200_000],
  ["30d", 2_592_000_000],
  ["8w", 4_838_400_000],
])("%s is %d milliseconds", (text, ms) => {
  expect(durationMs("it", text)).toBe(ms);
});

test.each(["", "30", "d", "0s", "-1d", "1.5h", "1 d", "1y", "1D", "36501d", "99999999999999w"])(
  "`%s` is no duration",
  (text) => {
    expect(() => durationMs("the time to expiry", text)).toThrow("the time to expiry is a whole number above 0");
  },
);

test("a server's name is 1 to 63 of a-z, 0-9 and -", () => {
  for (const name of ["a", "0", "-", "whmcs-2", "a".repeat(63)]) checkServerName(name);
  for (const name of ["", "A", "a_b", "a b", "ä", "a".repeat(64), "a\n"])
    expect(() => checkServerName(name)).toThrow("63");
});

test("a policy's name is one word", () => {
  for (const name of ["default", "Billing_v1.2", "0"]) checkPolicyName(name);
  for (const name of ["", "-x", "a b", "a/b", "a".repeat(64)]) expect(() => checkPolicyName(name)).toThrow("63");
});

test("a label may be any text that shows", () => {
  for (const label of ["bot", "Ann's laptop", "日本", "a".repeat(100)]) checkLabel(label);
  for (const label of ["", " ", " a", "a\n", "a\u202eb", "a".repeat(101)])
    expect(() => checkLabel(label)).toThrow("label");
});

test.each([
  ["http://127.0.0.1:9000/mcp", "http://127.0.0.1:9000/mcp"],
  ["https://mcp.example.com", "https://mcp.example.com/"],
  ["HTTPS://MCP.example.com/a?b=c", "https://mcp.example.com/a?b=c"],
])("%s is a target", (text, url) => {
  expect(httpTarget(text)).toEqual({ kind: "http", url });
});

test.each([
  ["mcp.example.com", "cannot be read"],
  ["", "cannot be read"],
  ["http://", "cannot be read"],
  ["http://a b", "cannot be read"],
  ["http://exam\nple.com", "cannot be read"],
  ["https:\\\\example.com", "cannot be read"],
  ["ftp://example.com", "begins with `https://` or `http://`"],
  ["file:///etc/passwd", "begins with `https://` or `http://`"],
  ["https://example.com/#frag", "no fragment"],
  ["https://example.com/#", "no fragment"],
])("`%s` is no target", (text, message) => {
  expect(() => httpTarget(text)).toThrow(message);
});

test("a target with credentials is refused without repeating them, and told where they belong", () => {
  for (const url of [
    "https://ann:hunter2@example.com",
    "https://hunter2@example.com",
    "https://:hunter2@example.com",
  ]) {
    expect(() => httpTarget(url)).toThrow("give them as a header");
    expect(() => httpTarget(url)).not.toThrow("hunter2");
  }
});

const shops = [
  { id: "srv_1", name: "shop" },
  { id: "srv_2", name: "store" },
];

test("a thing is found by its name and by its id", () => {
  expect(pick("server", "shop", shops).id).toBe("srv_1");
  expect(pick("server", "srv_2", shops).id).toBe("srv_2");
});

test("what fits two things is refused with their ids", () => {
  const twice = [...shops, { id: "srv_3", name: "shop" }];
  expect(() => pick("server", "shop", twice)).toThrow("`shop` fits 2 servers: say which by its id, srv_1 or srv_3");
  expect(() => pick("server", "srv_1", [...shops, { id: "srv_4", name: "srv_1" }])).toThrow("fits 2 servers");
});

test("what fits nothing is answered with the nearest name, or with what there is", () => {
  expect(() => pick("server", "shp", shops)).toThrow("no server `shp`: did you mean `shop`?");
  expect(() => pick("server", "billing", shops)).toThrow("no server `billing`: there are `shop`, `store`");
  expect(() => pick("policy", "x", [], " on `shop`")).toThrow("no policy `x` on `shop`: there are none yet");
});

test("the nearest name is one that could have been meant", () => {
  expect(nearestName("publc_url", ["port", "public_url", "host"])).toBe("public_url");
  expect(nearestName("zzzzzzzz", ["port", "public_url", "host"])).toBeUndefined();
});
