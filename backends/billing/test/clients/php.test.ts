import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readForm } from "../../src/protocol/form.js";
import type { PhpArray, PhpValue } from "../../src/protocol/php-value.js";
import { hasPhp, phpMissing, runPhp } from "../support/php.js";
import { startServer } from "../support/server.js";

const sample = new URL("../fixtures/create-invoice.php", import.meta.url);

/** Keys and values as PHP's `var_export` would have them apart: a list of pairs keeps the order. */
const pairs = (value: PhpValue): unknown =>
  value instanceof Map ? [...value].map(([key, each]) => [key, pairs(each)]) : value;

const name = fc.array(
  fc.constantFrom("a", "b", "0", "7", "[", "]", ".", "+", "%5B", "%5D", "%00", "_", "[]", "[a]", "[5]"),
  { maxLength: 8 },
);
const form = fc
  .array(
    fc.tuple(
      name.map((parts) => parts.join("")),
      fc.constantFrom("=1", "=2", "=", "=%41+%zz", "", "=="),
    ),
    { maxLength: 8 },
  )
  .map((each) => each.map((parts) => parts.join("")).join("&"));

describe("PHP", () => {
  it.skipIf(!hasPhp)(
    `runs the documented curl example verbatim, with only address and credentials changed${phpMissing}`,
    async () => {
      const server = await startServer();
      const code = (await readFile(sample, "utf8"))
        .replace("https://www.example.com/includes/api.php", server.url)
        .replace("IDENTIFIER_OR_ADMIN_USERNAME", server.access.identifier)
        .replace("SECRET_OR_HASHED_PASSWORD", server.access.secret);
      // The example prints nothing by itself: curl_exec does, as CURLOPT_RETURNTRANSFER is not set.
      expect(JSON.parse(await runPhp(code))).toEqual({ result: "success", invoiceid: 1, status: "Unpaid" });
      expect(await server.books.call("GetInvoice", { invoiceid: 1 })).toMatchObject({
        subtotal: "16.95",
        tax: "0.10",
        total: "17.05",
        date: "2016-01-01",
        duedate: "2016-01-08",
        paymentmethod: "mailin",
      });
      await server.close();
    },
  );

  it.skipIf(!hasPhp)(`reads forms as they are read here${phpMissing}`, async () => {
    const forms = fc.sample(form, 2000);
    const code = `
      function pairs($value) {
        if (!is_array($value)) return $value;
        $all = [];
        foreach ($value as $key => $each) $all[] = [(string) $key, pairs($each)];
        return $all;
      }
      $read = [];
      foreach (json_decode('${JSON.stringify(forms)}') as $form) { parse_str($form, $values); $read[] = pairs($values); }
      echo json_encode($read);`;
    const byPhp = JSON.parse(await runPhp(code)) as unknown[];
    for (const [index, each] of forms.entries()) {
      const values: PhpArray = new Map();
      readForm(Buffer.from(each), values);
      expect(pairs(values), each).toEqual(byPhp[index]);
    }
  });
});
