import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lines, type Workplace, workplace } from "./support/command.js";

let at: Workplace;
beforeAll(async () => {
  at = await workplace();
  await at.file("policy.yaml", policy);
  await at.file("open.json", '{"version":"1","default":"allow"}\n');
  await at.file("bad.json", '{"version":"1","defalt":"deny"}');
});
afterAll(() => at.remove());

const policy = '# what agents may do\nversion: "1"\ndefault: deny\n';
const upstream = ["--upstream", "https://mcp.example.com/mcp"];

describe("server", () => {
  test("add says id, name and the URL for agents, and nothing else", async () => {
    const [added, ...others] = await at.objects("server", "add", "shop", ...upstream);
    expect(others).toEqual([]);
    expect(Object.keys(added ?? {})).toEqual(["id", "name", "url"]);
    expect(added).toMatchObject({ name: "shop", url: `http://127.0.0.1:7300/mcp/${added?.id}` });
  });

  test("add prints the configuration of the common clients for people, and what to do next", async () => {
    const { code, stdout, stderr } = await at.run("server", "add", "bank", ...upstream, "--header", "X-Key: hunter2");
    expect([code, stderr]).toEqual([0, ""]);
    for (const client of ["Claude Code", "Claude Desktop", "Cursor", "VS Code"])
      expect(stdout).toContain(`${client}: `);
    expect(stdout).toContain(`--data ${at.data} policy add bank default policy.json`);
    expect(stdout).toContain("grant create bank my-agent --policy default");
    expect(stdout).not.toContain("hunter2");
  });

  test("what is sealed is never shown again", async () => {
    for (const args of [
      ["server", "show", "bank"],
      ["server", "list"],
      ["server", "show", "bank", "--json"],
    ]) {
      expect((await at.run(...args)).stdout).not.toContain("hunter2");
    }
    expect(await at.objects("server", "show", "bank")).toMatchObject([{ name: "bank", has_credentials: true }]);
    expect((await at.run("server", "show", "bank")).stdout).toContain("headers      kept sealed, not shown");
  });

  test("a header's variable is filled in from the environment", async () => {
    const from = ["--header-from-env", "Authorization: Bearer ${SHOP_TOKEN}"];
    const { code } = await at.runWith({ env: { SHOP_TOKEN: "t" } }, "server", "add", "env", ...upstream, ...from);
    expect(code).toBe(0);
    expect(await at.failure("server", "add", "env2", ...upstream, ...from)).toMatchObject({
      exit: 2,
      error: {
        code: "invalid",
        message: "the variable `SHOP_TOKEN` for the header `Authorization` is not set, or empty",
      },
    });
  });

  test("a command is kept with its words told apart, its folder, and its variables by name only", async () => {
    const given = [
      "--env",
      "FILES_TOKEN",
      "--env",
      "MODE=hunter2",
      "--cwd",
      "/srv",
      "--",
      "npx",
      "-y",
      "a b",
      "--header",
    ];
    const { code, stdout } = await at.runWith({ env: { FILES_TOKEN: "hunter2" } }, "server", "add", "files", ...given);
    expect(code).toBe(0);
    expect(stdout).toContain('  upstream  npx -y "a b" --header\n');
    expect(stdout).toContain("its variables are kept sealed and not shown again");
    const [shown] = await at.objects("server", "show", "files");
    expect(shown).toMatchObject({ command: ["npx", "-y", "a b", "--header"], cwd: "/srv", has_credentials: true });
    const { stdout: text } = await at.run("server", "show", "files");
    expect(text).toContain("variables    FILES_TOKEN, MODE (kept sealed, not shown)");
    expect(JSON.stringify(shown) + text).not.toContain("hunter2");
    await at.run("server", "remove", "files");
  });

  test.each([
    [["Shop", ...upstream], "invalid", "a server's name is 1 to 63"],
    [["x"], "usage", "where is the server? Give `--upstream URL`, or `-- COMMAND ARG...`"],
    [["x", "https://a.example"], "usage", "did you mean `--upstream https://a.example`?"],
    [["x", "--upstream", "https://ann:pw@a.example"], "invalid", "credentials do not belong in the URL"],
    [["x", "--upstream", "ftp://a.example"], "invalid", "begins with `https://`"],
    [["x", ...upstream, "--header", "Host: a"], "invalid", "cannot be fixed"],
    [["x", ...upstream, "--header", "Mcp-Session-Id: a"], "invalid", "cannot be fixed"],
    [["x", ...upstream, "--", "npx", "some-server"], "usage", "one of the two"],
    [["x", ...upstream, "--env", "TOKEN=t"], "usage", "`--env` and `--cwd` are for a command"],
    [["x", "--header", "X: y", "--", "npx", "some-server"], "usage", "a command takes `--env`"],
    [["x", "--env", "NOT_SET_HERE", "--", "npx", "some-server"], "invalid", "`NOT_SET_HERE` is not set"],
    [["x", "--env", "MY VAR=1", "--", "npx", "some-server"], "invalid", "written `NAME`, to pass it on"],
  ])("add %o is exit 2 (%s)", async (args, code, message) => {
    // --json goes before the `--` after which everything is the server's own.
    const { code: exit, stdout } = await at.run("--json", "server", "add", ...args);
    expect(exit).toBe(2);
    expect(lines(stdout)).toMatchObject([{ error: { code, message: expect.stringContaining(message) } }]);
  });

  test("a name in use, and a server that there is not, are exit 1", async () => {
    expect(await at.failure("server", "add", "shop", ...upstream)).toMatchObject({ exit: 1, error: { code: "taken" } });
    expect(await at.failure("server", "show", "shp")).toMatchObject({
      exit: 1,
      error: { code: "not_found", message: "no server `shp`: did you mean `shop`?" },
    });
  });

  test("list prints one object a line, by name", async () => {
    const servers = await at.objects("server", "list");
    expect(servers.map(({ name }) => name)).toEqual(["bank", "env", "shop"]);
    expect(Object.keys(servers[0] ?? {})).toEqual(["id", "name", "url", "upstream", "has_credentials", "created_at"]);
    expect((await at.run("server", "list")).stdout).toMatch(/^NAME +ID +UPSTREAM\nbank +srv_/);
  });
});

describe("policy", () => {
  test("add saves a policy, and again a new version", async () => {
    expect(await at.objects("policy", "add", "shop", "default", "policy.yaml")).toEqual([
      { id: expect.stringMatching(/^pol_/), name: "default", version: 1, warnings: [] },
    ]);
    expect(await at.objects("policy", "add", "shop", "default", "open.json")).toMatchObject([{ version: 2 }]);
    const { stdout } = await at.runWith({ input: policy }, "policy", "add", "shop", "default", "-");
    expect(stdout).toMatch(/^saved policy default \(pol_\w+\) on shop, version 3: in force from the next call\n$/);
  });

  test("add refuses a policy with errors with exit 1 and tells them", async () => {
    const { exit, error } = await at.failure("policy", "add", "shop", "default", "bad.json");
    expect([exit, error.code]).toEqual([1, "policy_invalid"]);
    expect((error.detail as { errors: unknown[] }).errors.length).toBeGreaterThan(0);
    expect((await at.run("policy", "add", "shop", "default", "bad.json")).stderr).toContain("bad.json:1:");
  });

  test("list, show and history tell what is kept", async () => {
    expect(await at.objects("policy", "list", "shop")).toMatchObject([{ name: "default", server: "shop", version: 3 }]);
    expect((await at.run("policy", "show", "shop", "default")).stdout).toBe(policy);
    expect((await at.run("policy", "show", "shop", "default", "2")).stdout).toBe(
      await readFile(`${at.path}/open.json`, "utf8"),
    );
    expect(await at.objects("policy", "show", "shop", "default", "2")).toMatchObject([
      { name: "default", version: 2, document: { version: "1", default: "allow" } },
    ]);
    const versions = await at.objects("policy", "history", "shop", "default");
    expect(versions.map(({ version, in_force }) => [version, in_force])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
    expect((await at.run("policy", "history", "shop", "default")).stdout).toMatch(
      /^VERSION +SAVED\n3 +20.* +in force\n2 /,
    );
  });

  test("restore saves an earlier version as the newest", async () => {
    expect(await at.objects("policy", "restore", "shop", "default", "2")).toMatchObject([
      { name: "default", version: 4 },
    ]);
    expect(await at.failure("policy", "restore", "shop", "default", "9")).toMatchObject({
      exit: 1,
      error: { code: "not_found" },
    });
    expect(await at.failure("policy", "restore", "shop", "default", "two")).toMatchObject({
      exit: 2,
      error: { code: "invalid" },
    });
  });
});

describe("grant", () => {
  test("create tells the token once, with the client configuration that holds it", async () => {
    const { code, stdout, stderr } = await at.run(
      "grant",
      "create",
      "shop",
      "bot",
      "--policy",
      "default",
      "--expires",
      "30d",
    );
    expect([code, stderr]).toEqual([0, ""]);
    const [token] = /tp_[\w-]{43}/.exec(stdout) ?? [];
    expect(stdout.split(token ?? "none").length - 1).toBe(5);
    expect(stdout).toContain("The token is shown this once");
    for (const args of [
      ["grant", "list", "shop"],
      ["server", "show", "shop"],
      ["grant", "list", "shop", "--json"],
    ]) {
      expect((await at.run(...args)).stdout).not.toContain(token);
    }
  });

  test("create and rotate say id, label, token, url and expiry", async () => {
    const [created] = await at.objects("grant", "create", "shop", "second", "--policy", "default");
    expect(Object.keys(created ?? {})).toEqual(["id", "label", "token", "url", "expires_at"]);
    expect(created).toMatchObject({
      label: "second",
      token: expect.stringMatching(/^tp_[\w-]{43}$/),
      expires_at: null,
    });
    const [rotated] = await at.objects("grant", "rotate", "second");
    expect(Object.keys(rotated ?? {})).toEqual(["id", "label", "token", "url", "expires_at"]);
    expect(rotated).toMatchObject({ id: created?.id, url: created?.url });
    expect(rotated?.token).not.toBe(created?.token);
  });

  test("a grant without a policy is warned of on standard error, also with --json", async () => {
    const { code, stdout, stderr } = await at.run("grant", "create", "shop", "bare", "--json");
    expect(code).toBe(0);
    expect(lines(stdout)).toHaveLength(1);
    expect(stderr).toContain("warning: the grant has no policy, so it refuses everything, as `(no policy)`");
  });

  test("attach puts a grant under a policy and under none, one of the two", async () => {
    expect(await at.objects("policy", "attach", "bare", "default")).toMatchObject([
      { label: "bare", policy: "default", policy_version: 4 },
    ]);
    const { code, stdout, stderr } = await at.run("policy", "attach", "bare", "--none", "--json");
    expect(code).toBe(0);
    expect(lines(stdout)).toMatchObject([{ label: "bare", policy: null, policy_version: null }]);
    expect(stderr).toContain("without a policy the grant refuses everything");
    for (const args of [["bare"], ["bare", "default", "--none"]]) {
      expect(await at.failure("policy", "attach", ...args)).toMatchObject({ exit: 2, error: { code: "usage" } });
    }
  });

  test("list shows what each grant is and whether it is live", async () => {
    await at.objects("grant", "revoke", "second");
    const grants = await at.objects("grant", "list", "shop");
    expect(grants.map(({ label, state, policy: under }) => [label, state, under])).toEqual([
      ["bot", "live", "default"],
      ["second", "revoked", "default"],
      ["bare", "live", null],
    ]);
    expect((await at.run("grant", "list", "shop")).stdout).toMatch(
      /^LABEL +ID +STATE +POLICY +TOKEN +EXPIRES\nbot +grt_\w+ +live +default +tp_[\w-]+… +20/,
    );
  });

  test("a label on two servers is exit 2 with the ids", async () => {
    await at.objects("policy", "add", "bank", "default", "policy.yaml");
    const [other] = await at.objects("grant", "create", "bank", "bot", "--policy", "default");
    const { exit, error } = await at.failure("grant", "revoke", "bot");
    expect([exit, error.code]).toEqual([2, "ambiguous"]);
    expect((error.detail as { ids: string[] }).ids).toContain(other?.id);
    expect(await at.objects("grant", "revoke", String(other?.id))).toMatchObject([{ id: other?.id, label: "bot" }]);
  });

  test("a label in use is exit 1, a duration that is none exit 2", async () => {
    expect(await at.failure("grant", "create", "shop", "bot")).toMatchObject({ exit: 1, error: { code: "taken" } });
    expect(await at.failure("grant", "create", "shop", "x", "--expires", "30")).toMatchObject({
      exit: 2,
      error: { code: "invalid" },
    });
  });

  test("removing a server tells the grants that it revokes", async () => {
    const [removed] = await at.objects("server", "remove", "shop");
    expect(removed).toMatchObject({ name: "shop", revoked_grants: [{ label: "bot" }, { label: "bare" }] });
    expect(await at.failure("grant", "rotate", "bot")).toMatchObject({ exit: 1, error: { code: "not_found" } });
  });
});

test("a key that cannot be used stops what seals, and nothing else", async () => {
  const env = { TURNPIKE_KEY: "short" };
  const { code, stderr } = await at.runWith({ env }, "server", "add", "sealed", ...upstream, "--header", "X-Key: v");
  expect(code).toBe(1);
  expect(stderr).toContain("wanted: 32 bytes");
  expect((await at.runWith({ env }, "server", "list")).code).toBe(0);
});

test("addresses are those of the settings when no gateway runs, and bad settings stop no such command", async () => {
  const env = { TURNPIKE_PUBLIC_URL: "https://gate.example.com/" };
  const { stdout } = await at.runWith({ env }, "server", "list", "--json");
  expect(lines(stdout)[0]?.url).toMatch(/^https:\/\/gate\.example\.com\/mcp\/srv_/);
  const { code, stderr } = await at.runWith({ env: { TURNPIKE_PORT: "x" } }, "server", "list");
  expect(code).toBe(0);
  expect(stderr).toContain("warning: the settings have problems");
});
