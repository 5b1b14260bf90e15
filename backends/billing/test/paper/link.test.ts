import { describe, expect, it } from "vitest";
import { invoicePath, opensInvoice } from "../../src/paper/link.js";

const keyOf = (path: string) => new URL(path, "http://books.example").searchParams.get("key") ?? "";

describe("the address of an invoice", () => {
  it("opens this invoice and no other", () => {
    const key = keyOf(invoicePath("secret", 7, "page"));
    expect(opensInvoice("secret", 7, key)).toBe(true);
    expect(opensInvoice("secret", 8, key)).toBe(false);
    expect(opensInvoice("another secret", 7, key)).toBe(false);
  });

  it("has one key for the page and the PDF", () => {
    expect(keyOf(invoicePath("secret", 7, "pdf"))).toBe(keyOf(invoicePath("secret", 7, "page")));
  });

  it.each(["", "x", "ключ", "a".repeat(500)])("is not opened by the key %j", (key) => {
    expect(opensInvoice("secret", 7, key)).toBe(false);
  });
});
