import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Books, openBooks } from "../support/books.js";

let books: Books;
beforeEach(async () => {
  books = await openBooks();
});
afterEach(() => books.close());

const line = { userid: 1, itemdescription1: "Work", itemamount1: "120.00", itemtaxed1: 1, taxrate: "20" };

describe("SetConfigurationValue", () => {
  it("counts from the next call, and leaves invoices that are there as they were reckoned", async () => {
    await books.call("CreateInvoice", line);
    await books.call("SetConfigurationValue", { setting: "TaxType", value: "Inclusive" });
    expect(await books.call("GetConfigurationValue", { setting: "TaxType" })).toMatchObject({ value: "Inclusive" });
    await books.call("CreateInvoice", line);
    await books.call("UpdateInvoice", { invoiceid: 1, taxrate: "10" });
    expect(await books.call("GetInvoice", { invoiceid: 1 })).toMatchObject({
      subtotal: "120.00",
      tax: "12.00",
      total: "132.00",
    });
    expect(await books.call("GetInvoice", { invoiceid: 2 })).toMatchObject({
      subtotal: "100.00",
      tax: "20.00",
      total: "120.00",
    });
  });

  it.each(["taxtype", "Nothing", "__proto__", ""])("refuses the setting `%s`", async (setting) => {
    expect(await books.refused("SetConfigurationValue", { setting, value: "x" })).toMatch(
      /^setting must be one of CompanyName, /,
    );
  });
});
