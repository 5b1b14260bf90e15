import { describe, expect, test } from "vitest";
import { StoreFault } from "../src/ports/errors.js";
import { owedSettlements } from "../src/sqlite/owed.js";

const full = new StoreFault("store_unavailable", "the disk is full (SQLITE_FULL)");
const request = (recordId: string) => ({ recordId, release: [], completion: { upstreamStatus: 200, latencyMs: 1 } });

describe("what is owed", () => {
  test("is kept until it is done, in the order in which it came", () => {
    const owed = owedSettlements();
    const [first, second] = [request("1"), request("2")];
    for (const each of [first, second, first]) owed.keep(each, full);
    expect(owed.all()).toEqual([first, second]);
    owed.done([first]);
    expect(owed.all()).toEqual([second]);
  });

  test("is never more than so many", () => {
    const owed = owedSettlements(2);
    for (const id of ["1", "2", "3"]) owed.keep(request(id), full);
    expect(owed.all().map(({ recordId }) => recordId)).toEqual(["1", "2"]);
  });

  test("is only what another try may do better", () => {
    const owed = owedSettlements();
    owed.keep(request("1"), new StoreFault("store_damaged", "page 3"));
    owed.keep(request("2"), new Error("a fault of the program"));
    expect(owed.all()).toEqual([]);
    owed.pay(() => expect.unreachable());
  });
});
