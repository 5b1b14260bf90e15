/** The page that the browser shows at the end of a sign-in: whether it worked. It runs and loads nothing. */

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

const style = `
:root { color-scheme: light dark; --ink: #16202b; --sheet: #fff; --desk: #eef1f5; --good: #11653a; --bad: #9a1b1b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ecf2; --sheet: #1a222b; --desk: #10161c; --good: #8fe0b0; --bad: #ffb3ab; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--desk); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 34rem; margin: 4rem auto; padding: 2rem; background: var(--sheet); border-radius: .75rem; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; } .good { color: var(--good); } .bad { color: var(--bad); }
p { margin: .5rem 0 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) { main { margin: 0; border-radius: 0; min-height: 100vh; padding: 1.25rem; } }
`;

/** What a page says. */
export type Page = { readonly status: number; readonly title: string; readonly text: string };

/** What every answer of the callback is sent with. */
export const headers = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  connection: "close",
} as const;

/** The page as HTML. */
export function pageHtml({ status, title, text }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1 class="${status === 200 ? "good" : "bad"}">${escaped(title)}</h1>
<p>${escaped(text)}</p>
</main>
</body>
</html>
`;
}
