/** How the pages of the sign-in look. */
export const style = `
:root { color-scheme: light dark; --ink: #16202b; --faint: #56626f; --rule: #d3dae2; --sheet: #fff; --desk: #eef1f5;
  --act: #0b57a4; --act-ink: #fff; --warn: #9a1b1b; --warn-wash: #fde3e1; --note: #6a4a00; --note-wash: #fdf0cf; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ecf2; --faint: #a9b5c2; --rule: #3a4653; --sheet: #1a222b; --desk: #10161c;
  --act: #8fc2ff; --act-ink: #0b1a2b; --warn: #ffb3ab; --warn-wash: #4a1d1b; --note: #f3d48a; --note-wash: #3d3113; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--desk); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 34rem; margin: 3rem auto; padding: 2rem; background: var(--sheet); border-radius: .75rem; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h2, legend { margin: 0; padding: 0; font-size: 1rem; font-weight: 600; }
p { margin: .5rem 0; } .faint { color: var(--faint); } .word { overflow-wrap: anywhere; }
section, fieldset { margin: 1.5rem 0 0; padding: 0; border: 0; min-width: 0; }
ul { margin: .5rem 0 0; padding-left: 1.25rem; }
label { display: flex; gap: .75rem; align-items: center; margin-top: .5rem; padding: .75rem 1rem; border: 1px solid var(--rule);
  border-radius: .5rem; cursor: pointer; }
label span { overflow-wrap: anywhere; min-width: 0; } label small { display: block; color: var(--faint); }
label:has(:checked) { border-color: var(--act); } label:has(:disabled) { cursor: default; }
input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--act); }
.note, .warn { padding: .75rem 1rem; border-radius: .5rem; margin: 1rem 0 0; color: var(--note); background: var(--note-wash); }
.warn { color: var(--warn); background: var(--warn-wash); }
.answers { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 2rem; }
button { flex: 1 1 10rem; min-height: 2.75rem; padding: .5rem 1.25rem; border: 1px solid var(--act); border-radius: .5rem;
  background: none; color: var(--act); font: inherit; font-weight: 600; cursor: pointer; }
button[value=allow] { background: var(--act); color: var(--act-ink); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
@media (max-width: 40rem) { main { margin: 0; padding: 1.25rem; border-radius: 0; min-height: 100vh; } }
`;
