import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Workplace, workplace } from "./support/command.js";

const tools = [
  { name: "list_invoices", description: "Lists invoices", inputSchema: { type: "object" } },
  {
    name: "pay_invoice",
    description: "Pays an invoice",
    inputSchema: { type: "object" },
    annotations: { readOnlyHint: true },
  },
];

let at: Workplace;
beforeAll(async () => {
  at = await workplace();
  await at.file("tools.json", JSON.stringify(tools));
  await at.file("other.json", JSON.stringify([tools[0]]));
  await at.file("list.txt", "tools.json\nother.json\n");
});
afterAll(() => at.remove());
beforeEach(() => rm(join(at.path, "site"), { recursive: true, force: true }));

const scan = (...args: string[]) => at.run("scan", "--tools", "tools.json", "--pages", "site", ...args);
const there = async (folder = "site") =>
  (await readdir(join(at.path, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(at.path, folder).length + 1))
    .sort();
const read = (file: string) => readFile(join(at.path, "site", file), "utf8");

describe("scan --pages", () => {
  test("writes a site beside the report, and says where to begin", async () => {
    const { code, stdout, stderr } = await scan();
    expect(code).toBe(0);
    expect(stdout).toContain("grade");
    expect(stderr).toMatch(/^wrote \d+ files: open site\/index\.html$/m);
    expect(await there()).toEqual(
      expect.arrayContaining([
        "index.html",
        "index.md",
        "tools.html",
        "servers/tools/index.html",
        "servers/tools/pay-invoice.html",
        "servers/tools/pay-invoice.md",
        "servers/tools/policy.yaml",
        "servers/tools/policy.test.yaml",
      ]),
    );
    expect(await there()).not.toContainEqual(expect.stringContaining(".new"));
  });

  test("writes the same bytes for the same scan", async () => {
    await scan();
    const first = await Promise.all((await there()).map(read));
    await scan();
    expect(await Promise.all((await there()).map(read))).toEqual(first);
  });

  test("has all servers of a list, each under a name of its own", async () => {
    const { code } = await at.run("scan", "--list", "list.txt", "--pages", "site");
    expect(code).toBe(0);
    expect(await read("index.html")).toContain('href="servers/other/index.html"');
    expect(await read("servers/other/list-invoices.html")).toContain('href="../tools/index.html"');
  });

  test("prints what it prints without pages: objects, SARIF, and policies beside them", async () => {
    const { stdout, stderr } = await scan("--json", "-o", "policy.yaml");
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as object),
    ).toHaveLength(1);
    expect(stderr).toContain("wrote policy.yaml, policy.test.yaml\nwrote ");
    expect(JSON.parse((await scan("--sarif")).stdout)).toMatchObject({ version: "2.1.0" });
    expect(await read("servers/tools/policy.yaml")).toContain("Found, high");
    expect(await read("servers/tools/policy.yaml")).toBe(await readFile(join(at.path, "policy.yaml"), "utf8"));
  });

  test("recommends limits on the pages where --without-approvals asks for them", async () => {
    await scan();
    expect(await read("servers/tools/pay-invoice.html")).toContain("Until people can approve calls");
    await scan("--without-approvals");
    expect(await read("servers/tools/pay-invoice.html")).not.toContain("require_approval");
  });

  test("leaves out a server that does not answer, and makes exit 1", async () => {
    await at.file("dead.txt", "tools.json\nnot-there.json\n");
    const { code } = await at.run("scan", "--list", "dead.txt", "--pages", "site");
    expect(code).toBe(1);
    expect((await there()).filter((file) => file.startsWith("servers/"))).toEqual(
      (await there()).filter((file) => file.startsWith("servers/tools/")),
    );
  });
});

describe("the folder of --pages", () => {
  test("that was written before loses what is no longer made, and keeps what somebody has put there", async () => {
    await scan();
    await writeFile(join(at.path, "site/CNAME"), "catalogue.example.com\n");
    await writeFile(join(at.path, "site/servers/tools/notes.txt"), "mine\n");
    await at.run("scan", "--tools", "other.json", "--pages", "site");
    const files = await there();
    expect(files).toContain("CNAME");
    expect(files.filter((file) => file.startsWith("servers/tools/"))).toEqual(["servers/tools/notes.txt"]);
    expect(files).toContain("servers/other/list-invoices.html");
  });

  test("that holds other files is refused before anything is scanned, and nothing in it is touched", async () => {
    await mkdir(join(at.path, "site"));
    await writeFile(join(at.path, "site/index.html"), "mine");
    const failed = await at.failure("scan", "--tools", "not-there.json", "--pages", "site");
    expect(failed).toMatchObject({ exit: 2, error: { code: "unwritable" } });
    expect(failed.error.message).toContain("name a new or an empty folder");
    expect(await there()).toEqual(["index.html"]);
  });

  test("in which somebody's file stands in the way of a page is refused, and the file stays", async () => {
    await at.run("scan", "--tools", "other.json", "--pages", "site");
    await mkdir(join(at.path, "site/servers/tools"));
    await writeFile(join(at.path, "site/servers/tools/pay-invoice.md"), "mine");
    const before = await there();
    const failed = await at.failure("scan", "--tools", "tools.json", "--pages", "site");
    expect(failed.error.message).toContain("site/servers/tools/pay-invoice.md");
    expect(await read("servers/tools/pay-invoice.md")).toBe("mine");
    expect(await there()).toEqual(before);
  });

  test("that a run was interrupted in is set right by the next one", async () => {
    await scan();
    const whole = await there();
    await mkdir(join(at.path, "site/.turnpike-pages.new/servers"), { recursive: true });
    await writeFile(join(at.path, "site/.turnpike-pages.new/index.html"), "<half");
    await rm(join(at.path, "site/servers/tools/policy.yaml"));
    expect((await scan()).code).toBe(0);
    expect(await there()).toEqual(whole);
  });

  test("whose list of files names others than its own is refused, and those stay", async () => {
    await at.file("precious.txt", "mine");
    for (const files of [["../precious.txt"], ["/etc/hosts"], ["a/../../precious.txt"], "index.html", [".."]]) {
      await mkdir(join(at.path, "site"), { recursive: true });
      await writeFile(join(at.path, "site/.turnpike-pages.json"), JSON.stringify({ files }));
      expect((await at.failure("scan", "--tools", "tools.json", "--pages", "site")).error.message).toContain("damaged");
    }
    expect(await readFile(join(at.path, "precious.txt"), "utf8")).toBe("mine");
  });

  test("that is a file, or lies in one, is an error that says so", async () => {
    for (const folder of ["tools.json", "tools.json/site"]) {
      const failed = await at.failure("scan", "--tools", "tools.json", "--pages", folder);
      expect(failed).toMatchObject({ exit: 2, error: { code: "unwritable" } });
      expect(failed.error.message).toContain(folder);
    }
  });

  test("may be a link to a folder", async () => {
    await mkdir(join(at.path, "elsewhere"));
    await symlink(join(at.path, "elsewhere"), join(at.path, "site"));
    expect((await scan()).code).toBe(0);
    expect(await there("elsewhere")).toContain("index.html");
  });
});
