import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startGateway, turnpike, turnpikeJson } from "./gateway-process.js";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder.js";

// A stand-in for the command, so that the fixture is known to work before anything is concluded from it.
const standIn = `
const args = process.argv.slice(2);
const [command] = args;
if (command === "start" && args.includes("--demo")) {
  console.error("the port is taken");
  process.exit(1);
} else if (command === "start") {
  process.on("SIGTERM", () => process.exit(0));
  console.error("starting");
  console.log(JSON.stringify({ url: "http://127.0.0.1:1", servers: [], demo: null }));
  setInterval(() => {}, 1000);
} else {
  console.log(JSON.stringify({ args, own: Object.keys(process.env).filter((name) => name.startsWith("TURNPIKE_")) }));
  process.exitCode = command === "fail" ? 1 : 0;
}
`;

let folder: TemporaryFolder;
let binary: string;
beforeEach(async () => {
  folder = await temporaryFolder("stand-in");
  binary = join(folder.path, "turnpike.mjs");
  await writeFile(binary, standIn);
});
afterEach(() => folder.remove());

describe("a gateway as a child process", () => {
  it("is ready when it has said so, and stops with its own exit code", async () => {
    const gateway = await startGateway({ binary });
    expect(gateway.ready).toEqual({ url: "http://127.0.0.1:1", servers: [], demo: null });
    expect(gateway.stderr()).toContain("starting");
    expect(gateway.running()).toBe(true);
    expect(await gateway.stop()).toBe(0);
    expect(gateway.running()).toBe(false);
    await gateway.dispose();
  });

  it("killed outright has no exit code", async () => {
    const gateway = await startGateway({ binary });
    expect(await gateway.stop("SIGKILL")).toBeNull();
    await gateway.dispose();
  });

  it("that does not get ready throws what it said", async () => {
    await expect(startGateway({ binary, args: ["--demo"] })).rejects.toThrow(/the port is taken/);
  });
});

describe("a command as a child process", () => {
  it("gets our flags before what belongs to the upstream's command, and no variable of the test's own", async () => {
    const given = ["server", "add", "x", "--", "node", "--version"];
    process.env.TURNPIKE_PROBE = "1";
    const [line] = await turnpikeJson(given, { binary, data: "/d", env: { TURNPIKE_KEY: "k" } });
    delete process.env.TURNPIKE_PROBE;
    expect(line).toEqual({
      args: ["server", "add", "x", "--json", "--data", "/d", "--", "node", "--version"],
      own: ["TURNPIKE_KEY"],
    });
  });

  it("gives its exit code, and throws where JSON was wanted", async () => {
    expect(await turnpike(["fail"], { binary })).toMatchObject({ code: 1, stderr: "" });
    await expect(turnpikeJson(["fail"], { binary })).rejects.toThrow(/ended with 1/);
  });
});
