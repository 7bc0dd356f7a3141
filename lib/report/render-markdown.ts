import type { Block, Writing } from './block.ts';
import { escapeMarkdown, escapeMarkdownLine, fenced } from './escape-markdown.ts';

/** The report as Markdown, for an issue, a mail or a wiki; the trees stand for the pictures. */
export function renderMarkdown({ title, facts, blocks }: Writing): string {
  const parts: readonly (readonly string[])[] = [
    [`# ${escapeMarkdown(title)}`],
    ...blockParts({ kind: 'facts', rows: facts }, 2),
    ...blocks.flatMap((block) => blockParts(block, 2)),
  ];
  return `${parts
    .filter(({ length }) => length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Each part is lines, and stands between blank ones. `level`: of the headings in it. */
function blockParts(block: Block, level: number): readonly (readonly string[])[] {
  switch (block.kind) {
    case 'section':
      return [
        [`${'#'.repeat(level)} ${escapeMarkdown(block.heading)}`],
        ...block.blocks.flatMap((each) => blockParts(each, level + 1)),
      ];
    case 'paragraph':
      return [[escapeMarkdownLine(block.text)]];
    case 'list':
      return [block.items.map((item) => `- ${escapeMarkdownLine(item)}`)];
    case 'steps':
      return block.steps.flatMap((step, at) => stepParts(step, { number: `${at + 1}. `, level }));
    case 'facts':
      return [block.rows.map(({ name, value }) => `- ${escapeMarkdownLine(name)}: ${escapeMarkdown(value)}`)];
    case 'table':
      return [tableLines(block)];
    case 'code':
      return block.isShown
        ? [[`${escapeMarkdownLine(block.label)}:`], fenced(block.lines)]
        : [fenced(block.lines)];
    case 'tree':
      return [fenced(block.lines)];
    case 'picture':
      return [];
    default:
      return block satisfies never;
  }
}

type Place = { readonly number: string; readonly level: number };

/** What belongs to a step is indented as far as its text. */
function stepParts(
  { text, blocks }: { readonly text: string; readonly blocks: readonly Block[] },
  { number, level }: Place,
): readonly (readonly string[])[] {
  const indent = ' '.repeat(number.length);
  return [
    [`${number}${escapeMarkdownLine(text)}`],
    ...blocks
      .flatMap((block) => blockParts(block, level))
      .map((lines) => lines.map((line) => `${indent}${line}`)),
  ];
}

function tableLines({ head, rows }: Extract<Block, { kind: 'table' }>): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)];
}
