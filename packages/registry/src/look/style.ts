/**
 * The style of the site: one column of text on paper, system fonts, and colour only where it says something. Colours
 * of text and their grounds are apart by the ratio of WCAG's level AA in both schemes.
 */

const colours = `:root {
  color-scheme: light dark;
  --paper: #faf8f2; --sheet: #ffffff; --ink: #1d2623; --soft: #56625e; --line: #e0dacb; --link: #17594c;
  --stripe: #d9a62e; --post: #1f4d45;
  --critical: #96211c; --critical-ground: #fae5e1; --high: #7d4700; --high-ground: #faeacb;
  --medium: #1d4c86; --medium-ground: #e3edf9; --low: #22603a; --low-ground: #e1f1e6;
  --destructive: #a5332d; --financial: #d0742f; --execute: #dfb03f; --write: #5f8cbf; --read: #a8c6b2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #121715; --sheet: #1a211e; --ink: #e6eae5; --soft: #a5b0ab; --line: #303a36; --link: #86d3bf;
    --stripe: #b98b26; --post: #3f7f71;
    --critical: #ffb4a8; --critical-ground: #48201c; --high: #f6cd86; --high-ground: #42300f;
    --medium: #aacdf7; --medium-ground: #1d3350; --low: #a3dcb4; --low-ground: #1b3a27;
    --destructive: #cf5a50; --financial: #d98446; --execute: #d8b04c; --write: #5f8cbf; --read: #55775f;
  }
}
`;

const text = `*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink); line-height: 1.6; font-size: 1.0625rem;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: break-word;
}
body::before {
  content: ""; display: block; height: 6px;
  background: repeating-linear-gradient(115deg, var(--stripe) 0 26px, var(--post) 26px 52px);
}
header, main, footer { max-width: 54rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: center; padding-block: 1rem; }
header ul, .trail ol { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; }
header nav a { display: inline-block; padding: .35rem 0; text-decoration: none; }
header nav a:hover, header nav a[aria-current] { text-decoration: underline; }
.home { display: flex; gap: .6rem; align-items: center; font-weight: 650; text-decoration: none; color: var(--ink); padding: .35rem 0; }
.home svg { width: 1.5rem; height: 1.5rem; fill: var(--post); }
.home .arm { fill: var(--stripe); }
main { padding-block: 1.5rem 3rem; }
footer { border-top: 1px solid var(--line); padding-block: 1.25rem 3rem; color: var(--soft); font-size: .9375rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--sheet); padding: .5rem 1rem; }
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: from-font; }
:focus-visible { outline: 3px solid var(--stripe); outline-offset: 2px; border-radius: 2px; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; font-family: "Iowan Old Style", Charter, "Source Serif 4", Georgia, serif; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2.2vw, 2.4rem); margin: .4rem 0 1rem; letter-spacing: -.01em; }
h2 { font-size: 1.45rem; margin: 2.75rem 0 .75rem; }
h3 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
p, ul, ol, dl, figure, details, blockquote, table { margin: 0 0 1rem; }
.lead { font-size: clamp(1.0625rem, 1rem + .4vw, 1.1875rem); }
.note { border-left: 3px solid var(--stripe); padding-left: 1rem; color: var(--soft); }
.small { font-size: .875rem; color: var(--soft); }
code { font-family: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .9em; unicode-bidi: isolate; overflow-wrap: anywhere; }
h1 code { font-size: .86em; font-weight: 600; margin-right: .35em; }
h1 .risk { font-family: system-ui, sans-serif; letter-spacing: 0; vertical-align: .4em; }
bdi { overflow-wrap: anywhere; }
blockquote { padding: 1rem 1.25rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; }
blockquote p { margin: 0; }
main li + li { margin-top: .35rem; }
.trail { font-size: .9375rem; }
.trail li + li::before { content: "/"; margin-right: 1.25rem; color: var(--soft); }
.trail ol { gap: .25rem 1.25rem; }
main .trail li + li { margin: 0; }
.toc { font-size: .9375rem; }
.toc p { margin: 0 0 .35rem; color: var(--soft); font-size: .8125rem; }
.toc ul { list-style: none; margin: 0; padding: 0; }
.toc a { text-decoration: none; display: block; padding: .2rem 0; }
.toc a:hover { text-decoration: underline; }
@media (max-width: 79.99rem) { .toc { display: none; } }
@media (min-width: 80rem) {
  .toc { position: sticky; top: 2rem; float: right; width: 11rem; margin-right: -12.5rem; }
}
`;

const parts = `.risk, .severity { display: inline-block; padding: .1rem .6rem; border-radius: 99px; font-size: .8125rem; font-weight: 650; white-space: nowrap; }
.critical.risk, .critical .severity { color: var(--critical); background: var(--critical-ground); }
.high.risk, .high .severity { color: var(--high); background: var(--high-ground); }
.medium.risk, .medium .severity { color: var(--medium); background: var(--medium-ground); }
.low.risk, .low .severity { color: var(--low); background: var(--low-ground); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.facts div { padding: .6rem 1rem; box-shadow: 1px 1px 0 var(--line); }
.facts dt { font-size: .8125rem; color: var(--soft); }
.facts dd { margin: 0; font-weight: 550; }
.finding { margin: 0 0 1rem; padding: .75rem 1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; }
.finding p { margin: .35rem 0 0; }
.finding ul { margin: .35rem 0 0; padding-left: 1.25rem; }
.bar svg, .servers svg { display: block; width: 100%; height: .75rem; border-radius: 99px; }
.bar ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .6rem 0 0; font-size: .9375rem; }
.bar li::before { content: ""; display: inline-block; width: .75rem; height: .75rem; border-radius: 3px; margin-right: .45rem; background: currentcolor; }
rect.destructive { fill: var(--destructive); } rect.financial { fill: var(--financial); } rect.execute { fill: var(--execute); }
rect.write { fill: var(--write); } rect.read { fill: var(--read); }
.bar .destructive::before { background: var(--destructive); } .bar .financial::before { background: var(--financial); }
.bar .execute::before { background: var(--execute); } .bar .write::before { background: var(--write); } .bar .read::before { background: var(--read); }
.letter { font: 700 3rem/1 "Iowan Old Style", Charter, Georgia, serif; text-align: center; border-radius: 10px; padding: 1.1rem 1.4rem; margin: 0; }
.letter span { display: block; font: 600 .8125rem/1.4 system-ui, sans-serif; }
.grade-a, .grade-b { color: var(--low); background: var(--low-ground); }
.grade-c { color: var(--high); background: var(--high-ground); }
.grade-d, .grade-f { color: var(--critical); background: var(--critical-ground); }
.sum { display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: flex-start; margin: 1.5rem 0 1rem; }
.sum table { flex: 1 1 16rem; margin: 0; }
.sum td { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.sum th { font-weight: 400; }
.sum tfoot th, .sum tfoot td { font-weight: 700; border-top: 2px solid var(--soft); }
.scroll { overflow-x: auto; margin: 0 0 1rem; }
.scroll table { margin: 0; min-width: 36rem; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: left; color: var(--soft); font-size: .875rem; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .9rem .5rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--soft); font-weight: 600; font-size: .875rem; }
tbody th { font-weight: 550; }
.scroll tbody th { min-width: 7rem; }
@media (min-width: 48rem) { .scroll tbody th { min-width: 11rem; } }
`;

const lists = `.tools, .servers { list-style: none; padding: 0; }
.tools > li { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: .1rem 1rem; padding: .8rem 0; border-top: 1px solid var(--line); }
main :is(.tools, .servers, .bar ul, .toc ul) > li { margin: 0; }
.tools > li > * { grid-column: 2; margin: 0; }
.tools > li > .risk { grid-column: 1; grid-row: 1; justify-self: start; align-self: center; }
.tools h3, .servers h3 { font: inherit; font-weight: 600; }
.servers > li { display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); gap: .35rem 1.25rem; padding: 1.1rem 0; border-top: 1px solid var(--line); }
.servers > li > * { grid-column: 2; margin: 0; }
.servers .letter { grid-column: 1; grid-row: 1 / span 4; font-size: 1.75rem; padding: .75rem 0; align-self: start; }
.servers h3 { font-size: 1.125rem; }
li[hidden] { display: none !important; }
.finder { display: grid; gap: .5rem; margin: 0 0 1rem; }
.finder > label { font-weight: 600; }
.finder input[type="search"] { font: inherit; width: 100%; padding: .6rem .8rem; color: var(--ink); background: var(--sheet); border: 1px solid var(--soft); border-radius: 8px; }
.finder fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; font-size: .9375rem; }
.finder legend { float: left; margin-right: 1.1rem; color: var(--soft); }
.finder p { margin: 0; }
@media (max-width: 30rem) {
  .tools > li { grid-template-columns: minmax(0, 1fr); }
  .tools > li > *, .tools > li > .risk { grid-column: 1; grid-row: auto; }
  .servers > li { grid-template-columns: 2.75rem minmax(0, 1fr); gap: .35rem .9rem; }
}
`;

const copied = `.copied { border: 1px solid var(--line); border-radius: 8px; background: var(--sheet); overflow: hidden; }
.copied figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .25rem 1rem; min-height: 2.75rem; padding: .3rem .4rem .3rem 1rem; border-bottom: 1px solid var(--line); font-size: .875rem; color: var(--soft); }
.copied pre { margin: 0; padding: .9rem 1rem; overflow: auto; max-height: 34rem; line-height: 1.5; tab-size: 2; }
.copied pre:focus-visible { outline-offset: -3px; }
.copied code { font-size: .8125rem; overflow-wrap: normal; }
.act { display: flex; align-items: center; gap: .75rem; margin-left: auto; }
.copied button { font: inherit; font-weight: 600; color: var(--link); background: none; border: 1px solid var(--line); border-radius: 6px; padding: .3rem .8rem; min-height: 2rem; cursor: pointer; }
.copied button:hover { border-color: var(--link); }
details { border: 1px solid var(--line); border-radius: 8px; padding: 0 1rem; background: var(--sheet); }
details[open] { padding-bottom: .25rem; }
summary { padding: .7rem 0; cursor: pointer; font-weight: 600; color: var(--link); }
.steps { padding: 0; list-style: none; counter-reset: step; }
.steps > li { counter-increment: step; position: relative; padding-left: 3rem; }
main .steps > li + li { margin-top: 1.25rem; }
.steps > li::before { content: counter(step); position: absolute; left: 0; top: -.1rem; width: 2rem; height: 2rem; border-radius: 50%; border: 2px solid var(--stripe); display: grid; place-items: center; font-weight: 700; font-size: .9375rem; }
@media (max-width: 30rem) { .steps > li { padding-left: 0; padding-top: 2.4rem; } }
@media print {
  body::before, header nav, .finder, .act, .skip { display: none; }
  .copied pre { max-height: none; white-space: pre-wrap; }
}
`;

/** The text of `style.css`. */
export const style: string = [colours, text, parts, lists, copied].join("");
