import { isBlank } from './piece.ts';

const TREE_GUIDE = /^(?:[├└│]|[|`\\][-_])/;
/** LVM puts two blanks before all that it prints. */
const LVM_LINE =
  /^(?:#?PV\b|#?VG\b|#?LV\b|---|WARNING:|Found |Total:|ACTIVE|inactive|Reading|"|\/dev\/\S+ +(?:\S+ +)?lvm2|PV \/dev)/;

/** Columns of blanks before the text, with tabs at each eighth. */
export function indentOf(text: string): number {
  let columns = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x20) columns += 1;
    else if (code === 0x09) columns += 8 - (columns % 8);
    else break;
  }
  return columns;
}

/** The text without that many columns of blanks, as far as it has them. What is left of a tab is blanks. */
export function dedent(text: string, columns: number): string {
  if (columns <= 0) return text;
  let column = 0;
  let i = 0;
  while (i < text.length && column < columns) {
    const code = text.charCodeAt(i);
    if (code === 0x20) column += 1;
    else if (code === 0x09) column += 8 - (column % 8);
    else break;
    i += 1;
  }
  return column > columns ? ' '.repeat(column - columns) + text.slice(i) : text.slice(i);
}

/** Prompts, fences, and first lines of lsblk, dmsetup, losetup and the like. */
const AT_START =
  /^(?:[#$%>❯➜λ`~<+[(╭┌]|[=*_]{2}|Script |\S{0,80}[#$%>❯] |\d{1,2}\. ?`|[\w.-]{1,60}@|(?:K?NAME|Name|TARGET|SOURCE|Filesystem|Personalities|major) *[\s:]|\S.{0,120}(?:\(\d+[:,] ?\d+\)|: \d+ \d+ [a-z])|\S{1,120} +\d+:\d+ )/;

type Line = { readonly text: string };

/** Columns of blanks that all lines have. Blank lines do not count. */
export function commonIndent(lines: readonly Line[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { text } of lines) {
    if (!isBlank(text)) least = Math.min(least, indentOf(text));
    if (least === 0) return 0;
  }
  return Number.isFinite(least) ? least : 0;
}

/**
 * How many of the common columns are dressing: not the two of LVM, nor those before the guide of a part of a tree, nor one alone. Fewer
 * than four are, where the first line is known to begin in the first column.
 */
export function dressingIndent(lines: readonly Line[]): number {
  const common = commonIndent(lines);
  if (common < 2) return 0;
  const first = lines.find(({ text }) => !isBlank(text))?.text.trimStart() ?? '';
  if (TREE_GUIDE.test(first)) return common - (common % 4);
  if (LVM_LINE.test(first)) return Math.max(0, common - 2);
  return common >= 4 || AT_START.test(first) ? common : 0;
}
