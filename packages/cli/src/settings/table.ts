/**
 * Every setting, once. The flags of `turnpike start`, the `TURNPIKE_` variables, the keys of `turnpike.yaml` and the
 * reference page are all made from this table, so a setting has one name everywhere: `--public-url`,
 * `TURNPIKE_PUBLIC_URL`, `public_url`.
 */
import {
  duration,
  filePath,
  host,
  oneOf,
  publicUrl,
  type Reader,
  secret,
  wholeNumber,
  writeDuration,
} from "./values.js";

/** Where a setting may be given. */
export type Place = "flag" | "env" | "file";

/** One setting that holds one value. */
export interface Setting<T> {
  readonly kind: "one";
  readonly read: Reader<T>;
  readonly fallback: T;
  /** How the default is written in the reference. */
  readonly fallbackText: string;
  /** What stands for the value in help: `--port PORT`. */
  readonly value: string;
  readonly places: readonly Place[];
  readonly describe: string;
}

/** One setting that holds several values: the flag is repeated, the variable has commas, the file a list. */
export interface ListSetting {
  readonly kind: "many";
  readonly read: Reader<string>;
  readonly fallback: readonly string[];
  readonly fallbackText: string;
  readonly value: string;
  readonly places: readonly Place[];
  readonly describe: string;
}

const everywhere: readonly Place[] = ["flag", "env", "file"];
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function one<T>(
  value: string,
  read: Reader<T>,
  fallback: T,
  describe: string,
  more: Partial<Setting<T>> = {},
): Setting<T> {
  return { kind: "one", read, fallback, fallbackText: `\`${fallback}\``, value, places: everywhere, describe, ...more };
}

function time(mostMs: number, fallbackMs: number, describe: string): Setting<number> {
  return one("DURATION", duration(mostMs), fallbackMs, describe, { fallbackText: `\`${writeDuration(fallbackMs)}\`` });
}

function absent(value: string, read: Reader<string>, fallbackText: string, describe: string, places = everywhere) {
  return one<string | undefined>(value, read, undefined, describe, { fallbackText, places });
}

/** The settings in the order in which the reference shows them. */
export const settingsTable = {
  data: absent("DIR", filePath, "the platform's, see below", "folder that holds everything Turnpike keeps", [
    "flag",
    "env",
  ]),
  config: absent("FILE", filePath, "`turnpike.yaml` in the data folder", "configuration file to read", ["flag", "env"]),
  host: one("HOST", host, "127.0.0.1", "address to listen on; off loopback, put a proxy with TLS in front"),
  port: one("PORT", wholeNumber(0, 65_535), 7300, "port to listen on; 0 picks a free one"),
  public_url: absent(
    "URL",
    publicUrl,
    "none",
    "address under which agents reach the gateway, when a proxy stands in front",
  ),
  allowed_host: {
    kind: "many",
    read: host,
    fallback: [],
    fallbackText: "none",
    value: "HOST",
    places: everywhere,
    describe: "host name to accept beside loopback and the public address; may be given several times",
  } satisfies ListSetting as ListSetting,
  log_days: one("DAYS", wholeNumber(1, 36_500), 90, "days for which records of calls are kept"),
  durability: one(
    "HOW",
    oneOf("process", "power"),
    "process" as const,
    "what a committed record survives: `process`, the death of the process; `power`, a power failure too",
  ),
  body_limit: one("BYTES", wholeNumber(1_024, 1_073_741_824), 4_194_304, "largest message an agent may send, in bytes"),
  answer_limit: one(
    "BYTES",
    wholeNumber(1_024, 1_073_741_824),
    33_554_432,
    "largest answer of an upstream that is held to be filtered, in bytes",
  ),
  receive_timeout: time(hourMs, 30_000, "how long an agent may take to send a whole message"),
  connect_timeout: time(hourMs, 5_000, "how long connecting to an upstream may take"),
  response_timeout: time(dayMs, 300_000, "how long an upstream may take to begin its answer"),
  idle_timeout: time(dayMs, 300_000, "how long an upstream may fall silent within an answer"),
  call_timeout: time(dayMs, 900_000, "how long one call may take in all"),
  stop_timeout: time(hourMs, 30_000, "how long a stop waits for calls in flight"),
  sessions_per_grant: one("COUNT", wholeNumber(1, 100_000), 100, "sessions that one grant may have open at once"),
  calls_per_grant: one(
    "COUNT",
    wholeNumber(1, 100_000),
    256,
    "requests of one grant that may be under way at once; one more is refused with 429",
  ),
  streams_per_grant: one(
    "COUNT",
    wholeNumber(1, 100_000),
    200,
    "streams of one grant that may be open at once, for notices of changes; one more is refused with 429",
  ),
  session_idle: time(7 * dayMs, 1_800_000, "how long a session may be idle before it is closed"),
  children_per_server: one(
    "COUNT",
    wholeNumber(1, 10_000),
    32,
    "processes that a server which is a command may have: one for each session of the older generation, one for the newer; one grant may take half of them",
  ),
  key: absent(
    "KEY",
    secret,
    "a key file in the data folder, made at first start",
    "key that seals the credentials of upstreams: 32 bytes in base64 (`openssl rand -base64 32` makes one), or several with versions as `2:NEW,1:OLD`, the highest of which seals",
    ["env"],
  ),
} as const;

/** The name of a setting, as the configuration file spells it. */
export type SettingName = keyof typeof settingsTable;

/** What the settings come to. */
export type Settings = { readonly [N in SettingName]: (typeof settingsTable)[N]["fallback"] };

/** Names that later versions will know: better refused now than taken for granted. */
export const reservedNames: ReadonlySet<string> = new Set(["database_url", "redis_url"]);

/** `public_url` as a flag: `--public-url`. */
export function flagName(name: string): string {
  return `--${name.replaceAll("_", "-")}`;
}

/** `public_url` as a variable: `TURNPIKE_PUBLIC_URL`. */
export function variableName(name: string): string {
  return `TURNPIKE_${name.toUpperCase()}`;
}
