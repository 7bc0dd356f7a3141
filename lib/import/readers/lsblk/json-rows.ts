import { isJsonRow, type JsonRow, jsonRows, jsonText, parseToolJson } from '../../../block/parse-json.ts';
import type { Problem } from '../../../problem.ts';
import type { GivenLine, IgnoredLine } from '../../reading.ts';
import { columnOf, mountPointColumn, namesDevice } from './lsblk-columns.ts';
import type { LsblkRow, LsblkRows } from './lsblk-rows.ts';

type Built = { -readonly [K in keyof LsblkRow]: LsblkRow[K] };

/**
 * `lsblk -J` of every version: values quoted or not, `mountpoint` or `mountpoints`, a tree with `children` or, with `-l`, a list. What
 * jq takes out of it, a list or a single device, is read too.
 */
export function jsonRowsOf(lines: readonly GivenLine[]): LsblkRows {
  const problems: Problem[] = [];
  const json = parseToolJson(lines.map(({ text }) => text).join('\n'), 'lsblk', problems);
  const isWhole = isJsonRow(json) && Object.hasOwn(json, 'blockdevices');
  const tops = jsonRows(json, 'blockdevices') ?? (isJsonRow(json) ? [json] : []);
  const rows: Built[] = [];
  const lineOf = lineNumbers(lines);
  let isTree = false;
  const waiting = [...tops].reverse().map((json) => ({ json, under: [] as readonly LsblkRow[] }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const row = rowOf(next.json, lineOf(), next.under);
    if (row) rows.push(row);
    const children = Array.isArray(next.json.children) ? next.json.children.filter(isJsonRow) : [];
    isTree = isTree || children.length > 0;
    for (const child of children.reverse()) waiting.push({ json: child, under: row ? [row] : [] });
  }
  if (!isTree) for (const row of rows) row.under = null;
  return {
    rows,
    form: isTree ? 'tree' : 'list',
    isCut: !isWhole || problems.some(({ line }) => line === null),
    ignored: ignoredLines(lines, json === undefined, problems),
  };
}

function ignoredLines(
  lines: readonly GivenLine[],
  isNone: boolean,
  problems: readonly Problem[],
): IgnoredLine[] {
  if (isNone)
    return lines
      .filter(({ text }) => text.trim() !== '')
      .map((line) => ({ ...line, why: 'JSON that is not whole' }));
  const foreign = problems.map(({ line }) => lines[(line ?? 0) - 1]);
  return foreign.flatMap((line) => (line ? [{ ...line, why: 'not JSON' }] : []));
}

function rowOf(json: JsonRow, at: number, under: readonly LsblkRow[]): Built | null {
  const cells = new Map<string, string>();
  for (const [title, value] of Object.entries(json)) {
    const column = columnOf(title);
    if (column === null) continue;
    const list = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null;
    cells.set(column, list ? list.join('\n') : flagText(value) || jsonText(json, title).trim());
  }
  const mounts = mountPointColumn(cells);
  const mountPoints = mounts ? (cells.get(mounts) ?? '').split('\n').filter((point) => point !== '') : null;
  const isNamed = [...cells].some(([column, cell]) => namesDevice(column) && cell !== '');
  return isNamed ? { at, cells, mountPoints, under } : null;
}

function flagText(value: unknown): string {
  return value === true ? '1' : value === false ? '0' : '';
}

/** The number of the line of each device, in the order in which they are printed: that of its first key that names it. */
function lineNumbers(lines: readonly GivenLine[]): () => number {
  const counts = new Map<string, number[]>([
    ['name', []],
    ['kname', []],
    ['path', []],
  ]);
  for (const { text, at } of lines)
    for (const [, key = ''] of text.matchAll(/(?<!\\)"(name|kname|path)"\s*:/g)) counts.get(key)?.push(at);
  const best = [...counts.values()].find((numbers) => numbers.length > 0) ?? [];
  let next = 0;
  return () => best[next++] ?? lines[0]?.at ?? 1;
}
