/** How the reference looks: one sheet, no requests to anyone. */
export const style = `
:root { --ink: #16202b; --faint: #566270; --rule: #d9dfe6; --sheet: #fff; --wash: #f3f5f8; --link: #0b57a4; --must: #8a4b00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ecf2; --faint: #a3b0be; --rule: #333e4a; --sheet: #141b22; --wash: #1d2731;
  --link: #8fc2ff; --must: #f0c27a; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--sheet); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, sans-serif; }
a { color: var(--link); text-decoration: none; } a:hover, a:focus-visible { text-decoration: underline; }
.page { display: grid; grid-template-columns: 16rem minmax(0, 1fr); max-width: 80rem; margin: 0 auto; }
nav { padding: 2rem 1.5rem; border-right: 1px solid var(--rule); font-size: .9375rem; position: sticky; top: 0; height: 100vh; overflow-y: auto; }
nav ul { list-style: none; margin: .25rem 0 1.25rem; padding: 0; }
nav li a { display: block; padding: .0625rem 0; overflow-wrap: anywhere; } nav [aria-current] { font-weight: 700; color: var(--ink); }
nav h2 { margin: 0; font-size: .9375rem; } nav .home { display: block; margin-bottom: 1.25rem; font-weight: 700; color: var(--ink); }
main { padding: 2rem 2.5rem 4rem; min-width: 0; }
h1 { margin: 0 0 .5rem; font-size: 2rem; line-height: 1.2; overflow-wrap: anywhere; }
main > p:first-of-type { font-size: 1.125rem; color: var(--faint); margin-top: 0; }
main h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem; }
.table { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
th { font-size: .875rem; color: var(--faint); font-weight: 600; } td:last-child, th:last-child { padding-right: 0; }
code, pre { font-family: ui-monospace, SFMono-Regular, Consolas, monospace; font-size: .875rem; }
td code { overflow-wrap: break-word; } .type { color: var(--faint); white-space: nowrap; } .must { color: var(--must); font-weight: 600; }
pre { margin: 0; padding: 1rem 1.25rem; background: var(--wash); border: 1px solid var(--rule); border-radius: .5rem; overflow-x: auto; line-height: 1.5; }
.badge { display: inline-block; padding: 0 .5rem; border: 1px solid var(--rule); border-radius: 1rem; font-size: .8125rem; color: var(--faint); }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .375rem 1.5rem; } dd { margin: 0; }
@media (max-width: 48rem) {
  .page { display: block; } nav { position: static; height: auto; border: 0; border-bottom: 1px solid var(--rule); padding: 1rem 1.25rem; }
  nav .list { display: none; } nav .home { margin: 0; } main { padding: 1.5rem 1.25rem 3rem; } h1 { font-size: 1.625rem; } dl { display: block; } dt { font-weight: 600; }
  .wide thead { display: none; } .wide tr { display: block; padding: .625rem 0; border-bottom: 1px solid var(--rule); }
  .wide td { display: inline; padding: 0 .5rem 0 0; border: 0; } .wide td.said { display: block; padding: .125rem 0 0; }
}
`;
