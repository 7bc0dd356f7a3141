/**
 * The look of a report: the page's light colours, one text face and one mono face of the reader's own – of the page's width
 * where that can be had, since pictures are measured for it – and nothing that does not carry a fact. On paper the type is smaller, and what belongs together is not torn apart.
 */
export const HTML_STYLE = `
:root { color-scheme: light; }
body {
  max-width: 62rem; margin: 0 auto; padding: 2rem 1.5rem 4rem;
  background: #fff; color: #16191d;
  font: 14px/1.5 Inter, "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans Condensed", sans-serif; font-variant-numeric: tabular-nums;
}
h1, h2, h3, h4 { line-height: 1.25; overflow-wrap: anywhere; break-after: avoid; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; font-weight: 600; }
h2 { margin: 2rem 0 .75rem; padding-top: .5rem; border-top: 1px solid #c5cbd1; font-size: 1.15rem; font-weight: 600; }
h3 { margin: 1.25rem 0 .5rem; font-size: 1rem; font-weight: 600; }
h4 { margin: 1rem 0 .5rem; font-size: .95rem; font-weight: 600; }
p, ul, ol, dl, table, figure, pre { margin: 0 0 .75rem; }
ul, ol { padding-left: 1.4rem; }
li { margin-bottom: .25rem; }
li > pre, li > figure, li > p { margin-top: .25rem; margin-bottom: .4rem; }
li > p { color: #4d565f; }
p, li, dd, td { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; }
dt { color: #4d565f; }
dd { margin: 0; }
table { border-collapse: collapse; }
caption { text-align: left; }
caption, figcaption { margin-bottom: .2rem; color: #4d565f; font-size: .9em; overflow-wrap: anywhere; }
th, td { padding: .2rem 1.25rem .2rem 0; border-bottom: 1px solid #e3e6e9; text-align: left; vertical-align: top; }
thead th { color: #4d565f; font-weight: 400; }
tbody th { font-weight: 400; white-space: nowrap; }
pre, code { font-family: "JetBrains Mono", ui-monospace, "DejaVu Sans Mono", monospace; }
td code, th code { font-size: .9em; }
pre {
  padding: .4rem .6rem; background: #f5f6f7; border-left: 2px solid #c5cbd1;
  font-size: 12px; line-height: 1.4; white-space: pre-wrap; overflow-wrap: anywhere;
}
pre.tree { padding-left: 0; border: 0; background: none; line-height: 1.25; white-space: pre; overflow-x: auto; }
.picture { margin: 0 0 .75rem; }
.picture svg { display: block; max-width: 100%; height: auto; }
.picture text[font-family^="Inter"] { font-family: Inter, "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans Condensed", sans-serif; }
@media (min-width: 52rem) { header dl { grid-template-columns: max-content 1fr max-content 1fr; } }
@page { margin: 14mm 13mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 8.5pt; line-height: 1.35; }
  header dl { grid-template-columns: max-content 1fr max-content 1fr; }
  h1 { margin-bottom: 8pt; font-size: 13pt; }
  h2 { margin: 10pt 0 5pt; padding-top: 5pt; font-size: 10.5pt; }
  h3 { margin: 7pt 0 3pt; font-size: 9pt; }
  pre { padding: 2pt 5pt; font-size: 6.5pt; line-height: 1.3; }
  pre.tree { line-height: 1.15; }
  li { margin-bottom: 1.5pt; }
  pre.tree { white-space: pre-wrap; overflow: visible; break-inside: avoid; }
  p, ul, ol, dl, table, figure, pre { margin-bottom: 4pt; }
  table, tr, li, .picture { break-inside: avoid; }
  figcaption { break-after: avoid; }
  .picture svg { width: var(--width-on-paper); max-height: 21cm; }
}
`;
