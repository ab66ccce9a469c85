// How do the customers' pages look? One style for all of them, small enough to travel in each.

/** Sizes are in rem, so that a larger text makes everything larger. Colours are pairs that WCAG 2.2 AA accepts, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --page: #f3f1ea; --card: #fffefb; --line: #e2ddd0; --edge: #858172; --text: #20241e; --soft: #565b52;
  --act: #1d6b52; --act-more: #155240; --on-act: #fff; --wash: #e9f2ec; --warn: #8a3b12; --warn-wash: #fbeee2; }
@media (prefers-color-scheme: dark) {
  :root { --page: #131614; --card: #1b1f1d; --line: #323936; --edge: #78827d; --text: #e8ebe6; --soft: #b3bbb5;
    --act: #7fd1b3; --act-more: #a2e2ca; --on-act: #0e2019; --wash: #22302a; --warn: #f3b58d; --warn-wash: #352419; }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; padding: 2.5rem 1rem 4rem; background: var(--page); color: var(--text); overflow-wrap: anywhere;
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
header, main { max-width: 35rem; margin: 0 auto; }
header p { margin: 0 0 1.5rem; text-align: center; font: 600 1.375rem/1.3 "Iowan Old Style", Palatino, "Palatino Linotype", Georgia, serif;
  letter-spacing: .01em; }
main { padding: 2.25rem; border: 1px solid var(--line); border-radius: 1.125rem;
  background: linear-gradient(var(--act), var(--act)) top / 100% .25rem no-repeat, var(--card); }
h1 { margin: 0 0 .75rem; font: 400 1.75rem/1.25 "Iowan Old Style", Palatino, "Palatino Linotype", Georgia, serif; text-wrap: balance; }
h2, legend { margin: 0 0 .25rem; padding: 0; font-size: 1.125rem; font-weight: 600; line-height: 1.35; }
p { margin: 0 0 .75rem; }
a { color: var(--act); text-underline-offset: .2em; }
a:hover { color: var(--act-more); }
form { margin: 1.5rem 0 0; }
fieldset { min-width: 0; margin: 0 0 2rem; padding: 0; border: 0; }
fieldset > p { margin: 0; }
form > .soft { margin: .75rem 0 1rem; }
form > .soft:last-child { margin: 1rem 0 0; }
.soft, .row p { color: var(--soft); font-size: .9375rem; }
.row { position: relative; display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); column-gap: .875rem; align-items: start;
  min-height: 3rem; padding: .75rem 0; border-bottom: 1px solid var(--line); }
.row:last-child { border-bottom: 0; }
.row p { margin: .125rem 0 0; }
.row input[type=checkbox], .row input[type=radio] { width: 1.375rem; height: 1.375rem; margin: .1rem 0 0; accent-color: var(--act); }
.row label::after { content: ""; position: absolute; inset: 0; cursor: pointer; }
.day { position: relative; z-index: 1; display: block; margin: .5rem 0 0; }
input[type=date], textarea { width: 100%; min-height: 3rem; padding: .625rem .75rem; border: 1px solid var(--edge); border-radius: .625rem;
  background: var(--page); color: inherit; font: inherit; }
input[type=date] { min-width: 0; max-width: 14rem; }
textarea { display: block; min-height: 8rem; margin: .5rem 0 0; resize: vertical; }
button { display: block; width: 100%; min-height: 3.25rem; padding: .625rem 1.5rem; border: 1.5px solid var(--act); border-radius: .75rem;
  background: var(--act); color: var(--on-act); font: inherit; font-weight: 600; cursor: pointer; }
button:hover { border-color: var(--act-more); background: var(--act-more); }
button.plain { border-color: var(--edge); background: transparent; color: inherit; }
button.plain:hover { border-color: var(--act); background: var(--wash); }
.answers button { margin: 0 0 .625rem; text-align: start; font-weight: 500; }
:focus-visible { outline: 3px solid var(--text); outline-offset: 3px; border-radius: .25rem; }
button:focus-visible { border-radius: .75rem; }
.links { margin: 0; padding: 0; list-style: none; }
.links a { display: inline-block; min-height: 2.75rem; padding: .5rem 0; }
.aside { margin: 2.25rem 0 0; padding: 1.75rem 0 0; border-top: 1px solid var(--line); }
.aside form { margin-top: 1rem; }
.notice { padding: .75rem 1rem; border-radius: .625rem; border-inline-start: .25rem solid var(--warn); background: var(--warn-wash); }
.row .notice { margin-top: .5rem; color: inherit; }
.holds { margin: 1.25rem 0 1.5rem; }
.holds div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .75rem 0; border-bottom: 1px solid var(--line); }
.holds dt { flex: 1 1 auto; }
.holds dd { margin: 0; font-weight: 600; }
.holds dd.no { color: var(--soft); font-weight: 400; }
@media (min-width: 30rem) { button { width: auto; min-width: 13rem; } .answers button { width: 100%; } }
@media (max-width: 30rem) { body { padding: 1.5rem .75rem 3rem; } main { padding: 1.5rem 1.25rem; } }
@media (prefers-reduced-motion: no-preference) { button, a { transition: background-color .15s, border-color .15s, color .15s; } }
`;
