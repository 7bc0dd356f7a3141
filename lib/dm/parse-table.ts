import type { Parsed, Problem } from '../problem.ts';
import { namePrefixFinder } from './parse-name-prefix.ts';
import type { Segment } from './target-type.ts';

/** A line of `dmsetup table` or `dmsetup status`; of the latter, `args` is the status. */
export type TableSegment = Segment & {
  /** The raw name; empty in the form for a single device, which has none. */
  readonly name: string;
  /** Line where it begins, from 1. */
  readonly line: number;
};

/** Segments by raw name, both in the order of the text; a device without a table has an empty list. */
export type DmTables = ReadonlyMap<string, readonly TableSegment[]>;

const BLANK = 0x20;
const COLON = 0x3a;
const NEWLINE = 0x0a;

/**
 * Reads `dmsetup table` and `dmsetup status` (lvm2, dmsetup.c `_status`): `name: start length target args`, the same
 * without `name: ` for a single device, and `name: ` alone for a device without a table. Where a name could end in
 * more than one place, or holds newlines, `knownNames` (raw) decides. Any other line is a problem: a warning, or a line
 * that an out-of-tree target's table goes on with, which is *not* joined to the arguments, since nothing tells the two apart.
 */
export function parseDmTable(
  text: string,
  knownNames?: ReadonlySet<string>,
  section = 'dmsetup-table',
): Parsed<DmTables> {
  const tables = new Map<string, TableSegment[]>();
  const problems: Problem[] = [];
  const isRest = (at: number): boolean => isEnd(text, at) || targetWordAt(text, at) > 0;
  const finder = namePrefixFinder({ text, separator: ': ', knownNames }, isRest);
  let lastName: string | null = null;
  let line = 0;
  for (let start = 0; start < text.length; ) {
    line += 1;
    let lineEnd = endOfLine(text, start);
    const separator = finder.find(start, lineEnd);
    const isBare = !finder.isKnown() && targetWordAt(text, start) > 0;
    const isHearsay =
      separator >= 0 && !finder.isKnown() && knownNames !== undefined && isEnd(text, separator + 2);
    const name = isBare ? '' : isHearsay ? null : nameAt(text, { start, separator, lineEnd }, knownNames);
    if (name === null) {
      problems.push(strayLine(section, line, { text: text.slice(start, lineEnd), lastName }));
    } else {
      const at = isBare ? start : Math.min(separator < 0 ? lineEnd : separator + 2, text.length);
      const beginLine = line;
      if (at > lineEnd) {
        line += newlinesBetween(text, start, at);
        lineEnd = endOfLine(text, at);
      }
      const segments = tables.get(name) ?? [];
      if (segments.length === 0) tables.set(name, segments);
      const word = targetWordAt(text, at);
      if (word > 0) segments.push(segmentOf(text, { at, word }, { name, line: beginLine, lineEnd }));
      lastName = name;
    }
    start = lineEnd + 1;
  }
  if (text.trim() === 'No devices found') return { value: new Map(), problems: [] };
  return { value: tables, problems };
}

/** Where the target's name begins, for `number number word` at `at`; 0 for anything else. A word that ends in a colon is a name's. */
function targetWordAt(text: string, at: number): number {
  const startEnd = endOfDigits(text, at);
  if (startEnd === at || text.charCodeAt(startEnd) !== BLANK) return 0;
  const lengthEnd = endOfDigits(text, startEnd + 1);
  if (lengthEnd === startEnd + 1 || text.charCodeAt(lengthEnd) !== BLANK) return 0;
  const wordEnd = endOfWord(text, lengthEnd + 1);
  return wordEnd > lengthEnd + 1 && text.charCodeAt(wordEnd - 1) !== COLON ? lengthEnd + 1 : 0;
}

/** The segment whose numbers begin at `at` and whose target's name begins at `word`. */
function segmentOf(
  text: string,
  { at, word }: { at: number; word: number },
  { name, line, lineEnd }: { name: string; line: number; lineEnd: number },
): TableSegment {
  const wordEnd = endOfWord(text, word);
  return {
    name,
    line,
    startSector: numberAt(text, at),
    lengthSectors: numberAt(text, endOfDigits(text, at) + 1),
    target: text.slice(word, wordEnd),
    args: text.slice(wordEnd + 1, lineEnd),
  };
}

/** The name before the separator, or before a colon that ends the line when its trailing blank was trimmed away. */
function nameAt(
  text: string,
  { start, separator, lineEnd }: { start: number; separator: number; lineEnd: number },
  knownNames: ReadonlySet<string> | undefined,
): string | null {
  if (separator >= 0) return text.slice(start, separator);
  if (lineEnd - 1 <= start || text.charCodeAt(lineEnd - 1) !== COLON) return null;
  const name = text.slice(start, lineEnd - 1);
  return knownNames && !knownNames.has(name) ? null : name;
}

function strayLine(
  section: string,
  line: number,
  { text, lastName }: { text: string; lastName: string | null },
): Problem {
  const after = lastName ? `; it may belong to the table of ${lastName}` : '';
  return { section, line, message: `Not a table line${after}`, text };
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

function isEnd(text: string, at: number): boolean {
  return at >= text.length || text.charCodeAt(at) === NEWLINE;
}

/** 20 digits are what 64 bits can take. */
function endOfDigits(text: string, at: number): number {
  let end = at;
  while (end - at <= 20 && text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end += 1;
  return end - at <= 20 ? end : at;
}

function numberAt(text: string, at: number): number {
  let value = 0;
  for (let i = at; text.charCodeAt(i) >= 0x30 && text.charCodeAt(i) <= 0x39; i++) {
    value = value * 10 + text.charCodeAt(i) - 0x30;
  }
  return value;
}

function endOfWord(text: string, at: number): number {
  let end = at;
  while (!isEnd(text, end) && text.charCodeAt(end) !== BLANK) end += 1;
  return end;
}

function newlinesBetween(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
