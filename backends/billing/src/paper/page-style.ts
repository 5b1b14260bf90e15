/** How an invoice looks on a screen and on paper. */
export const style = `
:root { --ink: #16202b; --faint: #5b6775; --rule: #d9dfe6; --sheet: #fff; --desk: #eef1f5; --good: #11653a; --good-wash: #dcf3e5;
  --open: #6a4a00; --open-wash: #fdf0cf; --late: #9a1b1b; --late-wash: #fde3e1; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ecf2; --faint: #a3b0be; --rule: #35404c; --sheet: #1a222b; --desk: #10161c;
  --good: #8fe0b0; --good-wash: #12392a; --open: #f3d48a; --open-wash: #3d3113; --late: #ffb3ab; --late-wash: #4a1d1b; --link: #8fc2ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--desk); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 50rem; margin: 2rem auto; padding: 2.5rem; background: var(--sheet); border-radius: .75rem; }
header { display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between; align-items: start; }
header div { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 .5rem; font-size: .8125rem; color: var(--faint); font-weight: 600; }
.state { margin: 0; padding: .125rem .75rem; border-radius: 1rem; font-weight: 600; font-size: .875rem; }
.good { color: var(--good); background: var(--good-wash); } .open { color: var(--open); background: var(--open-wash); }
.late { color: var(--late); background: var(--late-wash); } .over { color: var(--faint); background: var(--desk); }
a { color: var(--link); }
.download { padding: .375rem .875rem; border: 1px solid var(--rule); border-radius: .5rem; text-decoration: none; font-weight: 600; }
.due { margin: 1.5rem 0 0; padding: 1rem 1.25rem; background: var(--desk); border-radius: .5rem; }
.due strong { font-size: 1.25rem; }
.parties { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 0 2rem; }
address { font-style: normal; overflow-wrap: anywhere; }
dl { margin: 2rem 0 0; } dl div { display: flex; gap: .75rem; justify-content: space-between; }
dt { color: var(--faint); } dd { margin: 0; text-align: right; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.lines { margin-top: 2rem; }
th, td { padding: .5rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { color: var(--faint); font-size: .8125rem; }
td:last-child, th:last-child { text-align: right; padding-left: 1rem; white-space: nowrap; overflow-wrap: normal; }
tfoot th { text-align: right; font-weight: 400; color: var(--faint); }
tfoot th, tfoot td { border-bottom: 0; padding: .25rem 0; }
.total th, .total td { font-weight: 700; color: var(--ink); font-size: 1.0625rem; }
abbr { text-decoration: none; color: var(--faint); } .star, small { color: var(--faint); font-size: .8125rem; }
@media (max-width: 40rem) { main { margin: 0; padding: 1.25rem; border-radius: 0; min-height: 100vh; } }
@media print { body { background: none; } main { margin: 0; padding: 0; max-width: none; } .download { display: none; } }
`;
