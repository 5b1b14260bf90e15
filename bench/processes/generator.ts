/** The load generator, a process of its own: takes one cell at a time over IPC and answers with what it saw. */
import type { CellOrder } from "../load/cell.js";
import { Connection } from "../load/connection.js";
import { runCell, type Tally } from "../load/run-cell.js";

function openConnections(order: CellOrder, tally: Tally): readonly Connection[] {
  return Array.from({ length: order.connections }, (_, i) => {
    const head = order.heads[i % order.heads.length] as string;
    return new Connection(order, head, tally);
  });
}

process.on("message", (order: CellOrder) => {
  void runCell(order, (tally) => openConnections(order, tally)).then((result) => process.send?.(result));
});
process.on("disconnect", () => process.exit(0));
