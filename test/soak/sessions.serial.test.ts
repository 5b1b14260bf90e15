/** The short version of `npm run soak:sessions`. */
import { expect, test } from "vitest";
import { soakSessions } from "./sessions.js";

test("sessions that were opened and closed leave nothing behind, here or at the server", async () => {
  const result = await soakSessions(100, 3000);
  expect(result).toMatchObject({ calls: 3000, leftAtServer: 0, leftAtGateway: 0 });
  expect(result.memory.length).toBeGreaterThan(10);
});
