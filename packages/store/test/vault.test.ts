import { chmodSync, existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openVault } from "../src/index.js";
import { newFolder } from "./sqlite-place.js";
import { vaultSuite } from "./suites/vault.js";

const OLD = "0123456789abcdef".repeat(4);
const NEW = Buffer.alloc(32, 7).toString("base64");
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = newFolder();
  folders.push(made);
  return made;
}

vaultSuite("keys given as text", async () => ({
  vault: await openVault({ folder: folder(), keys: OLD }),
  newer: await openVault({ folder: folder(), keys: `2:${NEW}, 1:${OLD}` }),
  foreign: await openVault({ folder: folder(), keys: NEW }),
}));

vaultSuite("keys in a file", async () => {
  const [one, two] = [folder(), folder()];
  writeFileSync(join(one, "key"), `1:${OLD}\n`, { mode: 0o600 });
  writeFileSync(join(two, "key"), `1:${OLD}\n2:${NEW}\n`, { mode: 0o600 });
  return {
    vault: await openVault({ folder: one }),
    newer: await openVault({ folder: two }),
    foreign: await openVault({ folder: folder() }),
  };
});

describe("the key", () => {
  test("is made at first start, for its owner only, and stays", async () => {
    const place = folder();
    const first = await openVault({ folder: place });
    expect(statSync(join(place, "key")).mode & 0o777).toBe(0o600);
    const sealed = await first.seal(Buffer.from("x"), "s");
    expect(Buffer.from(await (await openVault({ folder: place })).open(sealed, "s")).toString()).toBe("x");
  });

  test("is not made when one is given", async () => {
    const place = folder();
    await openVault({ folder: place, keys: OLD });
    expect(existsSync(join(place, "key"))).toBe(false);
  });

  test("is one, however many start at once", async () => {
    const place = folder();
    const vaults = await Promise.all(Array.from({ length: 5 }, () => openVault({ folder: place })));
    const sealed = await vaults[0]?.seal(Buffer.from("x"), "s");
    for (const vault of vaults) await expect(sealed && vault.open(sealed, "s")).resolves.toBeDefined();
  });

  test.each([0o640, 0o604, 0o660, 0o622])("in a file of mode %o is refused, with what to do", async (mode) => {
    const place = folder();
    await openVault({ folder: place });
    chmodSync(join(place, "key"), mode);
    const refused = { code: "key_exposed", message: expect.stringMatching(/mode 6\d\d; `chmod 600`/) };
    await expect(openVault({ folder: place })).rejects.toMatchObject(refused);
  });

  test.each([
    ["empty", ""],
    ["too short", "abcd"],
    ["31 bytes", Buffer.alloc(31).toString("base64")],
    ["33 bytes", Buffer.alloc(33).toString("base64")],
    ["63 hex digits", "a".repeat(63)],
    ["something in it that is not base64", `${"a".repeat(42)}!`],
    ["a version twice", `1:${OLD},1:${OLD}`],
    ["version 0", `0:${OLD}`],
    ["no key after its version", "2:"],
  ])("with %s is refused, without showing it", async (_, keys) => {
    const refused = openVault({ folder: folder(), keys });
    await expect(refused).rejects.toMatchObject({ code: "key_malformed" });
    if (keys.length > 3) await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining(keys) });
  });

  test.each([NEW, NEW.replace("=", ""), OLD, OLD.toUpperCase(), ` ${OLD}\n`])("may be written as %j", async (keys) => {
    await expect(openVault({ folder: folder(), keys })).resolves.toBeDefined();
  });
});
