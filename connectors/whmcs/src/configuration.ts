/**
 * What the connector must know of an installation, read from the environment.
 *
 * Reading never fails the start: an agent that looks at the tool list needs no installation behind it. What is missing or
 * malformed becomes a sentence that every call is answered with. No sentence contains a value, only names.
 */
import { type DateFormat, dateFormats, isDateFormat } from "./local-date.js";

/** Where the API is, who calls it, and how the installation writes dates. */
export type Configuration = {
  /** The full address, ending in `/includes/api.php`. */
  readonly url: string;
  readonly identifier: string;
  readonly secret: string;
  /** Lifts the installation's restriction to known addresses. */
  readonly accessKey: string | undefined;
  readonly dateFormat: DateFormat;
};

/** The configuration, or the sentence saying what is wrong with it. */
export type ReadConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problem: string };

/** A process's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

const required = ["WHMCS_API_URL", "WHMCS_API_IDENTIFIER", "WHMCS_API_SECRET"] as const;

/** Reads the `WHMCS_…` variables; an empty one counts as absent. */
export function readConfiguration(environment: Environment): ReadConfiguration {
  const read = (name: string): string => environment[name]?.trim() ?? "";
  const missing = required.filter((name) => read(name) === "");
  if (missing.length > 0) {
    return problem(`${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not set in the server's environment`);
  }
  const url = apiUrl(read("WHMCS_API_URL"));
  if (!url.ok) return url;
  const dateFormat = read("WHMCS_DATE_FORMAT") || "DD/MM/YYYY";
  if (!isDateFormat(dateFormat)) return problem(`WHMCS_DATE_FORMAT is none of ${dateFormats.join(", ")}`);
  const identifier = read("WHMCS_API_IDENTIFIER");
  const secret = read("WHMCS_API_SECRET");
  const accessKey = read("WHMCS_ACCESS_KEY") || undefined;
  return { ok: true, configuration: { url: url.url, identifier, secret, accessKey, dateFormat } };
}

const problem = (text: string): { ok: false; problem: string } => ({
  ok: false,
  problem: `this server is not configured: ${text}`,
});

function apiUrl(given: string): { ok: true; url: string } | { ok: false; problem: string } {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    return problem("WHMCS_API_URL is no http(s) address, such as https://billing.example.com/");
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return problem("WHMCS_API_URL must have no user name, password, query or fragment");
  }
  const base = url.pathname.replace(/\/+$/, "").replace(/\/includes(\/api\.php)?$/, "");
  return { ok: true, url: `${url.origin}${base}/includes/api.php` };
}
