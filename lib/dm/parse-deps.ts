import type { DevNo } from '../block/dev-no.ts';
import type { Parsed, Problem } from '../problem.ts';
import { namePrefixFinder } from './parse-name-prefix.ts';

/** What one device stands on, in the order dmsetup prints, which is the order of its tree. */
export type DmDeps = {
  readonly line: number;
  readonly devNos: readonly DevNo[];
  /** What stood in the brackets and is no device number: `-o devname` and `-o blkdevname` print names. */
  readonly deviceNames: readonly string[];
};

const HEAD = /(\d{1,10}) dependencies[ \t]{0,8}:/y;
const NUMBERS = / \((\d{1,10})[,:] ?(\d{1,10})\)/y;

/**
 * Reads `dmsetup deps` (lvm2, dmsetup.c `_deps`): `name: N dependencies\t: (254, 2) (254, 1)`, without `name: ` for a
 * single device. By raw name, empty for a single device. `knownNames` decides where a name could end in several places.
 */
export function parseDmDeps(
  text: string,
  knownNames?: ReadonlySet<string>,
  section = 'dmsetup-deps',
): Parsed<ReadonlyMap<string, DmDeps>> {
  const value = new Map<string, DmDeps>();
  const problems: Problem[] = [];
  if (text.trim() === 'No devices found') return { value, problems };
  const finder = namePrefixFinder({ text, separator: ': ', knownNames }, (at) => headAt(text, at) !== null);
  let line = 0;
  for (let start = 0; start < text.length; ) {
    line += 1;
    const beginLine = line;
    const lineEnd = endOfLine(text, start);
    const separator = finder.find(start, lineEnd);
    const head = headAt(text, separator < 0 ? start : separator + 2);
    const end = head ? endOfLine(text, head.end) : lineEnd;
    const problem = (message: string) =>
      problems.push({ section, line: beginLine, message, text: text.slice(start, end) });
    if (head) {
      const name = separator < 0 ? '' : text.slice(start, separator);
      const { devNos, deviceNames, rest } = bracketed(text.slice(head.end, end));
      if (devNos.length + deviceNames.length !== head.count) {
        problem(`${head.count} dependencies announced, ${devNos.length + deviceNames.length} listed`);
      }
      if (rest !== '') problem('Something other than devices after the dependencies');
      if (value.has(name)) problem('A second line for the same device; the first is kept');
      else value.set(name, { line: beginLine, devNos, deviceNames });
    } else problem('Not a line of dmsetup deps');
    for (let at = lineEnd; at < end; at = endOfLine(text, at + 1)) line += 1;
    start = end + 1;
  }
  return { value, problems };
}

function headAt(text: string, at: number): { count: number; end: number } | null {
  const code = text.charCodeAt(at);
  if (!(code >= 0x30 && code <= 0x39)) return null;
  HEAD.lastIndex = at;
  const match = HEAD.exec(text);
  return match ? { count: Number(match[1]), end: HEAD.lastIndex } : null;
}

/** Takes ` (a) (b)` apart; `rest` is what does not have that form. */
function bracketed(text: string): { devNos: DevNo[]; deviceNames: string[]; rest: string } {
  const devNos: DevNo[] = [];
  const deviceNames: string[] = [];
  let at = 0;
  while (text.startsWith(' (', at)) {
    NUMBERS.lastIndex = at;
    const numbers = NUMBERS.exec(text);
    if (numbers) {
      devNos.push(`${Number(numbers[1])}:${Number(numbers[2])}`);
      at = NUMBERS.lastIndex;
      continue;
    }
    const close = closingBracket(text, at + 2);
    if (close < 0) break;
    deviceNames.push(text.slice(at + 2, close));
    at = close + 1;
  }
  return { devNos, deviceNames, rest: text.slice(at).trim() };
}

/** A name may hold brackets: the one that closes is followed by the next ` (` or by the end. */
function closingBracket(text: string, from: number): number {
  const next = text.indexOf(') (', from);
  if (next >= 0) return next;
  return text.lastIndexOf(')') >= from ? text.lastIndexOf(')') : -1;
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

const AFTER_NAME = /: \d{1,10} dependenc(?:y|ies)\s*:[^\n]*(?:\n|$)/;

/** The raw names that `dmsetup deps` lists, newlines and all: what tells them from lines that only look like names. */
export function namesOfDeps(text: string): ReadonlySet<string> {
  const names = text.split(AFTER_NAME);
  // What stands behind the last line's end.
  names.pop();
  return new Set(names);
}
