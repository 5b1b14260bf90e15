import { expect, test } from "vitest";
import { resolveSettings, type Sources } from "../../src/settings/resolve.js";

function resolve(sources: Partial<Sources>) {
  return resolveSettings({ flags: {}, env: {}, file: undefined, ...sources });
}

function file(entries: Record<string, string | readonly string[]>) {
  return { path: "turnpike.yaml", entries };
}

test("nothing given is the documented defaults", () => {
  const { settings, problems, warnings } = resolve({});
  expect(problems).toEqual([]);
  expect(warnings).toEqual([]);
  expect(settings).toMatchObject({ host: "127.0.0.1", port: 7300, public_url: undefined, allowed_host: [] });
  expect(settings).toMatchObject({ log_days: 90, durability: "process", body_limit: 4 * 1024 * 1024 });
});

test("flags win over variables, variables over the file", () => {
  const sources = {
    flags: { port: "1" },
    env: { TURNPIKE_PORT: "2", TURNPIKE_LOG_DAYS: "2" },
    file: file({ port: "3", log_days: "3", host: "localhost" }),
  };
  expect(resolve(sources).settings).toMatchObject({ port: 1, log_days: 2, host: "localhost" });
});

test("a setting has one name in all three places", () => {
  const url = "https://gate.example.com/turnpike";
  for (const source of [
    { flags: { public_url: url } },
    { env: { TURNPIKE_PUBLIC_URL: url } },
    { file: file({ public_url: url }) },
  ]) {
    expect(resolve(source).settings.public_url).toBe(url);
  }
});

test("several hosts are repeated flags, commas in a variable, a list in the file", () => {
  const both = ["a.example", "b.example"];
  expect(resolve({ flags: { allowed_host: both } }).settings.allowed_host).toEqual(both);
  expect(resolve({ env: { TURNPIKE_ALLOWED_HOST: "a.example, b.example" } }).settings.allowed_host).toEqual(both);
  expect(resolve({ file: file({ allowed_host: both }) }).settings.allowed_host).toEqual(both);
  expect(resolve({ file: file({ allowed_host: "a.example" }) }).settings.allowed_host).toEqual(["a.example"]);
});

test.each([
  [
    "an unknown variable",
    { env: { TURNPIKE_PUBLC_URL: "x" } },
    "unknown variable `TURNPIKE_PUBLC_URL`: did you mean `TURNPIKE_PUBLIC_URL`?",
  ],
  [
    "an unknown key",
    { file: file({ log_day: "9" }) },
    "unknown setting `log_day` in turnpike.yaml: did you mean `log_days`?",
  ],
  ["a name like none", { env: { TURNPIKE_XYZZY: "" } }, "unknown variable `TURNPIKE_XYZZY`"],
  [
    "a later version's variable",
    { env: { TURNPIKE_DATABASE_URL: "x" } },
    "variable `TURNPIKE_DATABASE_URL` is not supported by this version",
  ],
  [
    "a later version's key",
    { file: file({ redis_url: "x" }) },
    "setting `redis_url` in turnpike.yaml is not supported by this version",
  ],
  [
    "a key in the file",
    { file: file({ key: "secret" }) },
    "setting `key` in turnpike.yaml is not allowed here: a key belongs in the environment, as `TURNPIKE_KEY`",
  ],
  [
    "the data folder in the file",
    { file: file({ data: "/x" }) },
    "setting `data` in turnpike.yaml is not allowed here: give it as a flag or a variable",
  ],
  [
    "a port that is none",
    { env: { TURNPIKE_PORT: "http" } },
    "`TURNPIKE_PORT` must be a whole number from 0 to 65535, not `http`",
  ],
  ["a port too high", { flags: { port: "65536" } }, "`--port` must be a whole number from 0 to 65535, not `65536`"],
  [
    "an empty variable",
    { env: { TURNPIKE_HOST: "" } },
    "`TURNPIKE_HOST` must be a host name or an IP address, without scheme, port and path, not ``",
  ],
  [
    "a host with a port",
    { flags: { allowed_host: ["a.example:80"] } },
    "`--allowed-host` must be a host name or an IP address, without scheme, port and path, not `a.example:80`",
  ],
  [
    "a duration without a unit",
    { flags: { idle_timeout: "30" } },
    "`--idle-timeout` must be a duration such as `30s`, `15m` or `1h`, from 1s to 1d, not `30`",
  ],
  [
    "a word that is none of two",
    { file: file({ durability: "full" }) },
    "`durability` in turnpike.yaml must be `process` or `power`, not `full`",
  ],
  [
    "a list for one value",
    { file: file({ port: ["1", "2"] }) },
    "`port` in turnpike.yaml must be one value, not `1,2`",
  ],
  [
    "a public URL with a user in it",
    { flags: { public_url: "https://a:b@c.example" } },
    "`--public-url` must be an http or https URL without credentials, query and fragment",
  ],
])("%s stops the start with the sentence that helps", (_, sources, problem) => {
  expect(resolve(sources).problems).toEqual([problem]);
});

test("a wrong key is never repeated in the message", () => {
  const [problem] = resolve({ env: { TURNPIKE_KEY: " " } }).problems;
  expect(problem).toBe("`TURNPIKE_KEY` must be a key, or not set at all");
});

test("every problem is reported at once", () => {
  const { problems } = resolve({
    flags: { port: "x" },
    env: { TURNPIKE_FOO: "1" },
    file: file({ bar: "1", log_days: "0" }),
  });
  expect(problems).toHaveLength(4);
});

test("what Kubernetes injects for a service named turnpike is ignored with a warning", () => {
  const env = {
    TURNPIKE_SERVICE_HOST: "10.0.0.1",
    TURNPIKE_SERVICE_PORT: "7300",
    TURNPIKE_SERVICE_PORT_HTTP: "7300",
    TURNPIKE_PORT: "tcp://10.0.0.1:7300",
    TURNPIKE_PORT_7300_TCP: "tcp://10.0.0.1:7300",
    TURNPIKE_PORT_7300_TCP_PROTO: "tcp",
    TURNPIKE_PORT_7300_TCP_PORT: "7300",
    TURNPIKE_PORT_7300_TCP_ADDR: "10.0.0.1",
    TURNPIKE_REDIS_SERVICE_HOST: "10.0.0.2",
    TURNPIKE_REDIS_PORT: "tcp://10.0.0.2:6379",
  };
  const { settings, problems, warnings } = resolve({ env });
  expect(problems).toEqual([]);
  expect(settings.port).toBe(7300);
  expect(warnings).toHaveLength(1);
  for (const name of Object.keys(env)) expect(warnings[0]).toContain(name);
});

test("a real TURNPIKE_PORT beside the injected ones is the operator's", () => {
  const { settings, problems } = resolve({ env: { TURNPIKE_PORT: "8080", TURNPIKE_SERVICE_HOST: "10.0.0.1" } });
  expect(problems).toEqual([]);
  expect(settings.port).toBe(8080);
});
