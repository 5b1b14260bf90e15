/** Loaded into a gateway before it starts: its clock goes wrong by the milliseconds in CLOCK_FILE, read again on SIGUSR2. */
import { readFileSync } from "node:fs";

const right = Date.now;
const read = () => Number(readFileSync(process.env.CLOCK_FILE ?? "", "utf8"));
let offMs = read();

Date.now = () => right() + offMs;
process.on("SIGUSR2", () => {
  offMs = read();
});
