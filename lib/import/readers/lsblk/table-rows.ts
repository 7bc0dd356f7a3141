import { decodeHexEscapes } from '../../../text/escapes.ts';
import type { GivenLine, IgnoredLine } from '../../reading.ts';
import { isKernelName } from './kernel-names.ts';
import { CUT_COLUMN, headerColumns, mountPointColumn } from './lsblk-columns.ts';
import type { LsblkCommand } from './lsblk-command.ts';
import type { LsblkRow, LsblkRows } from './lsblk-rows.ts';
import { mergedBases } from './merged-groups.ts';
import { readTableLines, type TableDraft, type TableLines } from './table-lines.ts';
import { isComplete } from './table-row.ts';
import { readGuides } from './tree-guides.ts';
import { treeParents } from './tree-parents.ts';

/** An arrow of whoever shows the output, and what it says. */
const REMARK = /\s(?:<[-=]{1,40}|←|⟵)\s.*$/;

/** Tables for people and `-r`. One that comes again with the same columns, as from `watch`, stands for the earlier ones. */
export function tableRows(lines: readonly GivenLine[], command: LsblkCommand): LsblkRows {
  const sections = new Map<string, GivenLine[]>();
  const ignored: IgnoredLine[] = [];
  let section: GivenLine[] = [];
  sections.set('', section);
  for (const line of withoutIndent(lines)) {
    const header = headerColumns(line.text);
    if (header) {
      const titles = header.map(({ name }) => name).join(' ');
      const earlier = sections.get(titles) ?? [];
      ignored.push(...earlier.map((of) => ({ ...of, why: 'an earlier output of the same' })));
      section = [];
      sections.set(titles, section);
    }
    section.push(line);
  }
  const tables = [...sections].map(([titles, of]) => {
    const table = readTableLines(of, titles !== '', command);
    // What stands before a header belongs to no table, even if it looks like one.
    return titles === '' && sections.size > 1 ? { ...table, drafts: [], ignored: beforeHeader(of) } : table;
  });
  const read = tables.map((table) => rowsOf(table));
  return {
    rows: read.flatMap(({ rows }) => rows),
    form: tables.some(({ isRaw }) => isRaw)
      ? 'repeating-list'
      : read.some(({ isTree }) => isTree)
        ? 'tree'
        : 'list',
    isCut: sections.size < 2 || read.some(({ isCut }) => isCut),
    ignored: [...ignored, ...read.flatMap((part) => part.ignored)].sort((a, b) => a.at - b.at),
  };
}

function beforeHeader(lines: readonly GivenLine[]): IgnoredLine[] {
  return lines
    .filter(({ text }) => text.trim() !== '')
    .map((line) => ({ ...line, why: 'stands before the header' }));
}

function withoutIndent(lines: readonly GivenLine[]): readonly GivenLine[] {
  const plain = lines.map(({ text, at }) => ({
    text: text.replaceAll('\u00a0', ' ').replace(/\r$/, '').replace(REMARK, ''),
    at,
  }));
  let indent = Number.POSITIVE_INFINITY;
  for (const { text } of plain) if (text.trim() !== '') indent = Math.min(indent, text.search(/\S/));
  return indent === 0 ? plain : plain.map(({ text, at }) => ({ text: text.slice(indent), at }));
}

type Built = { -readonly [K in keyof LsblkRow]: LsblkRow[K] };

function rowsOf({ table, isRaw, drafts, ignored }: TableLines) {
  const trees = drafts.map((draft) => {
    const name = draft.cells.get('NAME') ?? '';
    const tree = name.slice(table.edgeWidth);
    const guides = readGuides(tree);
    if (draft.cells.has('NAME')) draft.cells.set('NAME', tree.slice(guides.length).trim());
    const { isUnplaced } = draft;
    return {
      draft,
      guides,
      isUnplaced,
      isDevice: isComplete(draft.cells, table) && isDevice(draft, guides.depth),
    };
  });
  const isTree = !isRaw && trees.some(({ guides }) => guides.depth > 0);
  // A word that stands alone between the rows is no row of the tree.
  const nodes = trees.filter(({ isDevice, guides }) => isDevice || guides.depth > 0);
  const { parents, isBroken } = treeParents(nodes);
  const merged = mergedBases(nodes.map(({ draft }) => draft.edge));
  const built: Built[] = nodes.map(({ draft }) => rowOf(draft, table.names, isRaw));
  for (const [i, row] of built.entries()) {
    const parent = parents[i] ?? null;
    const above = merged[i] ?? (parent === null ? null : parent < 0 ? [] : [parent]);
    if (isTree || merged[i]) row.under = above?.flatMap((at) => built[at] ?? []) ?? null;
  }
  const incomplete = trees.filter(({ isDevice }) => !isDevice).map(({ draft }) => draft.line);
  const unread = [...ignored, ...incomplete.map((line) => ({ ...line, why: 'a row without its cells' }))];
  return {
    rows: built.filter((_, i) => nodes[i]?.isDevice === true),
    isTree: isTree || merged.some((bases) => bases !== null),
    isCut: isBroken || table.names.includes(CUT_COLUMN) || hasHoles(built, unread),
    ignored: unread,
  };
}

/** Where no cell is always filled, one word could be anything. */
function isDevice({ line, edge, cells }: TableDraft, depth: number): boolean {
  const name = cells.get('NAME') ?? cells.get('KNAME') ?? cells.get('PATH') ?? '';
  if (/\s/.test(name) && !cells.has('MAJ:MIN')) return false;
  if (name === '' || depth > 0 || isKernelName(name.replace(/^\/dev\//, ''))) return name !== '';
  const isFilled = [...cells].some(([column, cell]) => column !== 'NAME' && cell !== '');
  // lsblk fills empty cells with blanks, and draws a line to what stands on several.
  const isPadded = line.text.trim() === name && line.text.length > name.length + 1;
  return isFilled || isPadded || edge.trim() !== '';
}

/** A line that was not read stands between those that were, or is no more than dots. */
function hasHoles(rows: readonly LsblkRow[], ignored: readonly IgnoredLine[]): boolean {
  const end = rows.at(-1)?.at ?? 0;
  return ignored.some(({ at, text }) => at < end || /^[\s[(]*(?:\.{2,}|…)/.test(text) || /[├└]/.test(text));
}

function rowOf({ line, cells, further }: TableDraft, names: readonly string[], isRaw: boolean): Built {
  const decode = isRaw ? (text: string) => text : decodeHexEscapes;
  const plain = new Map<string, string>();
  for (const name of names) if (name !== CUT_COLUMN) plain.set(name, decode((cells.get(name) ?? '').trim()));
  const roots = further.get('FSROOTS');
  if (roots)
    plain.set('FSROOTS', [plain.get('FSROOTS'), ...roots.map((root) => decode(root.trim()))].join('\n'));
  return { at: line.at, cells: plain, mountPoints: mountPointsOf(plain, further, isRaw), under: null };
}

function mountPointsOf(
  cells: ReadonlyMap<string, string>,
  further: ReadonlyMap<string, readonly string[]>,
  isRaw: boolean,
): readonly string[] | null {
  const column = mountPointColumn(cells);
  if (column === null) return null;
  const cell = cells.get(column) ?? '';
  // Only raw rows have all of them in one cell.
  const points = (isRaw ? cell.split('\n') : [cell]).filter((point) => point !== '');
  for (const piece of further.get(column) ?? []) {
    const text = /^ *(?:\/|\[SWAP\]$)/.test(piece) ? piece.trimStart() : piece;
    if (/^(?:\/|\[SWAP\]$)/.test(text) || points.length === 0) points.push(decodeHexEscapes(text));
    // One that is too long for its column goes on in the next line, where a blank may be its own or not.
    else if (text.startsWith(' ')) return null;
    else points.push(`${points.pop()}${decodeHexEscapes(text)}`);
  }
  return points;
}
