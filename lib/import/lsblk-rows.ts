import type { LsblkDevice } from '../block/parse-lsblk.ts';
import { parseLsblk } from '../block/parse-lsblk.ts';
import { forEachLine } from '../text/lines.ts';
import type { Evidence, EvidenceKind } from './evidence.ts';

/**
 * lsblk prints the same as JSON, as `KEY="value"` pairs and as a picture for people. All become rows of its JSON, so that the
 * rest knows one form: kernel names where only device-mapper's were printed, bytes where sizes were rounded for people.
 */
export type LsblkEvidence = {
  readonly text: string;
  readonly devices: readonly LsblkDevice[];
  readonly from: Evidence;
  /** Sizes were printed rounded, as `1.8T`. */
  readonly hasRoundedSizes: boolean;
};

type Row = { [column: string]: unknown; children?: Row[] };

export function lsblkEvidence(pile: ReadonlyMap<EvidenceKind, readonly Evidence[]>): LsblkEvidence | null {
  const json = (pile.get('lsblk-json') ?? []).map((from) => ({ from, rows: jsonRows(from.text) }));
  const pairs = (pile.get('lsblk-pairs') ?? []).map((from) => ({ from, rows: pairRows(from.text) }));
  const tree = (pile.get('lsblk-tree') ?? []).map((from) => ({ from, rows: treeRows(from.text) }));
  // What tells most comes first; of a device that comes again only what it stands on is added.
  const all = [...json, ...pairs, ...tree].filter(({ rows }) => rows.length > 0);
  const [best] = all;
  if (!best) return null;
  const hasRoundedSizes = all.flatMap(({ rows }) => rows.map(normalize)).some((isRounded) => isRounded);
  const text = JSON.stringify({ blockdevices: all.flatMap(({ rows }) => rows) });
  return { text, devices: parseLsblk(text).value, from: best.from, hasRoundedSizes };
}

function jsonRows(text: string): Row[] {
  try {
    const parsed: unknown = JSON.parse(text);
    const list = isRow(parsed) ? parsed.blockdevices : parsed;
    return Array.isArray(list) ? list.filter(isRow) : [];
  } catch {
    return [];
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const PAIR = /([A-Z][A-Z:_%-]*)="((?:[^"\\]|\\.)*)"/g;

function pairRows(text: string): Row[] {
  const rows: Row[] = [];
  forEachLine(text, (line) => {
    const row: Row = {};
    for (const [, key = '', value = ''] of line.matchAll(PAIR))
      row[columnOf(key)] = value === '' ? null : value;
    if (row.name !== undefined || row.kname !== undefined) rows.push(row);
  });
  return rows;
}

/** Newer versions print `MAJ_MIN`, so that a shell can take it. */
function columnOf(title: string): string {
  return title === 'MAJ_MIN' ? 'maj:min' : title.toLowerCase();
}

const TREE_ROW = /^((?:[ │|]{2})*(?:[├└|`][─-])?)(\S.*?) +(\d{1,10}:\d{1,10}) +(.*)$/;

/** The picture for people, with the column MAJ:MIN, without which nobody can say what is what. */
function treeRows(text: string): Row[] {
  const rows: Row[] = [];
  const path: Row[] = [];
  let titles: readonly string[] = [];
  let last: Row | null = null;
  forEachLine(text.replaceAll('\u00a0', ' ').replaceAll('\r', ''), (line) => {
    if (/^NAME +/.test(line)) {
      titles = line
        .trim()
        .split(/ +/)
        .map((title) => columnOf(title));
      return;
    }
    const [, guides = '', name = '', devNo = '', rest = ''] = TREE_ROW.exec(line) ?? [];
    if (name !== '' && titles[1] === 'maj:min') {
      last = { name, 'maj:min': devNo, ...cells(titles.slice(2), rest) };
      const depth = Math.min(guides.length / 2, path.length);
      const parent = path[depth - 1];
      if (parent) parent.children = [...(parent.children ?? []), last];
      else rows.push(last);
      path.length = depth;
      path.push(last);
    } else if (last && Array.isArray(last.mountpoints) && /^[\s│|]+\S/.test(line)) {
      // Further mount points have a line each.
      last.mountpoints.push(line.replace(/^[\s│|]+/, '').trim());
    }
  });
  return rows;
}

function cells(titles: readonly string[], rest: string): Row {
  const words = rest.trim().split(/ +/);
  const row: Row = {};
  for (const [index, title] of titles.entries()) {
    const isLast = index === titles.length - 1;
    const value = (isLast ? words.slice(index).join(' ') : (words[index] ?? '')) || null;
    row[title] = title === 'mountpoints' ? (value === null ? [] : [value]) : value;
  }
  return row;
}

const MAPPED = new Set(['lvm', 'crypt', 'mpath', 'dm', 'dmraid', 'vdo', 'stratis']);
const UNITS = 'BKMGTPE';

/** Whether a size was rounded. A kernel name that was not printed is the name, or of a mapped device its number's. */
function normalize(top: Row): boolean {
  let isRounded = false;
  const waiting = [top];
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    const minor = /^\s*\d+:(\d+)\s*$/.exec(String(row['maj:min'] ?? ''))?.[1];
    if (!row.kname && minor !== undefined && MAPPED.has(String(row.type ?? ''))) row.kname = `dm-${minor}`;
    const [, number, unit = ''] = /^([\d.,]+)([BKMGTPE])$/.exec(String(row.size ?? '').trim()) ?? [];
    if (number !== undefined) {
      row.size = Math.round(Number(number.replace(',', '.')) * 1024 ** UNITS.indexOf(unit));
      isRounded = true;
    }
    if (Array.isArray(row.children)) waiting.push(...row.children.filter(isRow));
  }
  return isRounded;
}
