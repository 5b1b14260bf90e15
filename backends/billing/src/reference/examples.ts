/** The example of an action as code that runs when address and credentials are filled in. */
import type { Action } from "../declare/action.js";
import { type PhpArray, type PhpValue, toPhp } from "../protocol/php-value.js";

const exampleUrl = "https://www.example.com/includes/api.php";
const exampleIdentifier = "IDENTIFIER_OR_ADMIN_USERNAME";
const exampleSecret = "SECRET_OR_HASHED_PASSWORD";

/** For a shell. */
export function curlExample({ name, example }: Action): string {
  const pairs = [
    ["action", name],
    ["identifier", exampleIdentifier],
    ["secret", exampleSecret],
    ...flat(toPhp(example.request) as PhpArray),
    ["responsetype", "json"],
  ];
  const lines = pairs.map(([key, value]) => `  --data-urlencode ${quotedForShell(`${key}=${value}`)}`);
  return [`curl -sS ${exampleUrl}`, ...lines].join(" \\\n");
}

/** For PHP, as WHMCS's own pages have it. */
export function phpExample({ name, example }: Action): string {
  const request: PhpArray = new Map<string, PhpValue>([
    ["action", name],
    ["username", exampleIdentifier],
    ["password", exampleSecret],
    ...(toPhp(example.request) as PhpArray),
    ["responsetype", "json"],
  ]);
  return `$ch = curl_init();
curl_setopt($ch, CURLOPT_URL, '${exampleUrl}');
curl_setopt($ch, CURLOPT_POST, 1);
curl_setopt($ch, CURLOPT_POSTFIELDS,
    http_build_query(
        ${phpArray(request, "        ")}
    )
);
$response = curl_exec($ch);
curl_close($ch);`;
}

/** For a program that has opened the books: \`billing\` is what \`openBilling\` gave. */
export function localExample({ name, example }: Action): string {
  return `const command = ${JSON.stringify(name)};
const postData = ${JSON.stringify(example.request, null, 4)};
const adminUsername = "admin"; // optional

const results = await billing.localApi(command, postData, adminUsername);
console.log(results);`;
}

export function responseExample({ example }: Action): string {
  return JSON.stringify({ result: "success", ...example.response }, null, 4);
}

/** Nested values under the names that PHP's brackets give them. */
function flat(
  values: PhpArray,
  called: (key: string) => string = (key) => key,
): readonly (readonly [string, string])[] {
  return [...values].flatMap(([key, value]) =>
    typeof value === "string" ? [[called(key), value] as const] : flat(value, (inner) => `${called(key)}[${inner}]`),
  );
}

function quotedForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function phpArray(values: PhpArray, indent: string): string {
  const lines = [...values].map(
    ([key, value]) => `${indent}    ${phpText(key)} => ${phpValue(value, `${indent}    `)},\n`,
  );
  return `array(\n${lines.join("")}${indent})`;
}

function phpValue(value: PhpValue, indent: string): string {
  return typeof value === "string" ? phpText(value) : phpArray(value, indent);
}

function phpText(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
