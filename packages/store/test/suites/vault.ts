/** What every driver of `Vault` keeps to. `newer` has one more key than `vault`, `foreign` another of the same version. */

import { describe, expect, test } from "vitest";
import type { Sealed, Vault } from "../../src/index.js";

export type Vaults = { readonly vault: Vault; readonly newer: Vault; readonly foreign: Vault };

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (from: Uint8Array): string => new TextDecoder().decode(from);
const unreadable = { code: "sealed_unreadable" };

export function vaultSuite(name: string, vaults: () => Promise<Vaults>): void {
  describe(`a vault: ${name}`, () => {
    test("opens what it has sealed, the empty secret too", async () => {
      const { vault } = await vaults();
      for (const secret of ["hunter2", "", "é\u0000\u{1F600}", "x".repeat(100_000)]) {
        expect(text(await vault.open(await vault.seal(bytes(secret), "srv_1"), "srv_1"))).toBe(secret);
      }
    });

    test("the same secret is never sealed alike twice, and shows nothing of itself", async () => {
      const { vault } = await vaults();
      const sealed = [await vault.seal(bytes("hunter2"), "srv_1"), await vault.seal(bytes("hunter2"), "srv_1")];
      expect(sealed[0]).not.toBe(sealed[1]);
      expect(sealed.join()).not.toContain("hunter2");
    });

    test("a secret opens only for what it was sealed for", async () => {
      const { vault } = await vaults();
      const sealed = await vault.seal(bytes("hunter2"), "srv_1");
      await expect(vault.open(sealed, "srv_2")).rejects.toMatchObject(unreadable);
    });

    test("a secret with any character changed or left out does not open", async () => {
      const { vault } = await vaults();
      const sealed = await vault.seal(bytes("hunter2"), "srv_1");
      const last = sealed.slice(0, -1);
      for (const end of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
        if (last + end === sealed) continue;
        await expect(vault.open((last + end) as Sealed, "srv_1")).rejects.toMatchObject(unreadable);
      }
      for (let at = 0; at < sealed.length; at += 1) {
        const other = sealed[at] === "A" ? "B" : "A";
        for (const put of [other, ""]) {
          const changed = (sealed.slice(0, at) + put + sealed.slice(at + 1)) as Sealed;
          await expect(vault.open(changed, "srv_1"), `character ${at}`).rejects.toMatchObject(unreadable);
        }
      }
    });

    test("after a new key is added, old secrets open and new ones need the new key", async () => {
      const { vault, newer } = await vaults();
      expect(text(await newer.open(await vault.seal(bytes("old"), "s"), "s"))).toBe("old");
      await expect(vault.open(await newer.seal(bytes("new"), "s"), "s")).rejects.toMatchObject(unreadable);
    });

    test("another key of the same version opens nothing", async () => {
      const { vault, foreign } = await vaults();
      await expect(foreign.open(await vault.seal(bytes("x"), "s"), "s")).rejects.toMatchObject(unreadable);
    });
  });
}
