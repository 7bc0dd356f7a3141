import { renderSvg } from '../picture/scene/render-svg.ts';
import type { Scene } from '../picture/scene/scene.ts';
import type { Block, Fact, Writing } from './block.ts';
import { escapeHtml } from './escape-html.ts';
import { HTML_STYLE } from './html-style.ts';

/**
 * The report as one HTML file that stands alone: it opens from a disk, fetches nothing, runs nothing, and says so to the
 * browser too. It is light, and made to be printed.
 */
export function renderHtml({ title, facts, blocks }: Writing): string {
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>\n${HTML_STYLE}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1>${escapeHtml(title)}</h1>`,
    factsHtml(facts),
    '</header>',
    '<main>',
    ...blocks.map((block) => blockHtml(block, 2)),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** `level`: of the headings that stand in it. */
function blockHtml(block: Block, level: number): string {
  switch (block.kind) {
    case 'section':
      return sectionHtml(block, level);
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'steps':
      return `<ol>\n${block.steps.map((step) => stepHtml(step, level)).join('\n')}\n</ol>`;
    case 'facts':
      return factsHtml(block.rows);
    case 'table':
      return tableHtml(block);
    case 'code':
      return codeHtml(block);
    case 'tree':
      return `<pre class="tree" tabindex="0" role="group" aria-label="${escapeHtml(block.label)}">${linesHtml(block.lines)}</pre>`;
    case 'picture':
      return pictureHtml(block.scene);
    default:
      return block satisfies never;
  }
}

function sectionHtml({ heading, blocks }: Extract<Block, { kind: 'section' }>, level: number): string {
  return [
    '<section>',
    `<h${level}>${escapeHtml(heading)}</h${level}>`,
    ...blocks.map((block) => blockHtml(block, level + 1)),
    '</section>',
  ].join('\n');
}

/** A picture of this width takes all of a page's; narrower ones have the same scale, so that two can be compared. */
const PAGE_WIDTH = 1150;

function pictureHtml(scene: Scene): string {
  const percent = Math.min(100, Math.round((scene.width / PAGE_WIDTH) * 100));
  return `<div class="picture" style="--width-on-paper: ${percent}%">\n${renderSvg(scene)}</div>`;
}

function stepHtml(step: { readonly text: string; readonly blocks: readonly Block[] }, level: number): string {
  return [
    `<li>${escapeHtml(step.text)}`,
    ...step.blocks.map((block) => blockHtml(block, level)),
    '</li>',
  ].join('\n');
}

function factsHtml(facts: readonly Fact[]): string {
  const rows = facts.map(({ name, value }) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  return `<dl>\n${rows.join('\n')}\n</dl>`;
}

function tableHtml({ caption, head, rows, codeColumn }: Extract<Block, { kind: 'table' }>): string {
  const cell = (text: string, at: number) => {
    const shown = at === codeColumn ? `<code>${escapeHtml(text)}</code>` : escapeHtml(text);
    return at === 0 ? `<th scope="row">${shown}</th>` : `<td>${shown}</td>`;
  };
  const cells = (row: readonly string[]) => row.map(cell);
  return [
    '<table>',
    `<caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row) => `<tr>${cells(row).join('')}</tr>`),
    '</tbody>',
    '</table>',
  ].join('\n');
}

function codeHtml({ label, lines, isShown }: Extract<Block, { kind: 'code' }>): string {
  const code = `<pre>${linesHtml(lines)}</pre>`;
  return isShown ? `<figure>\n<figcaption>${escapeHtml(label)}</figcaption>\n${code}\n</figure>` : code;
}

/** The first newline within `pre` is not shown, so none may stand there. */
function linesHtml(lines: readonly string[]): string {
  return `<code>${lines.map(escapeHtml).join('\n')}</code>`;
}
