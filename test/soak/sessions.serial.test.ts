/** The short version of `npm run soak:sessions`. */
import { expect, test } from "vitest";
import { soakSessions } from "./sessions.js";

test("sessions that were opened and closed leave nothing behind: not here, not at the server, not in memory", async () => {
  const result = await soakSessions(200, 6000);
  expect(result).toMatchObject({
    calls: 6000,
    leftAtServer: { sessions: 0, streams: 0 },
    leftAtGateway: 0,
    flat: true,
  });
  expect(result.marks).toHaveLength(5);
});
