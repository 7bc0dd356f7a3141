import { type DevNo, parseDevNo } from '../block/dev-no.ts';
import type { Parsed, Problem } from '../problem.ts';
import { namePrefixFinder } from './parse-name-prefix.ts';

export type DmListed = { readonly rawName: string; readonly devNo: DevNo; readonly line: number };

/**
 * Reads `dmsetup ls`: `name\t(254:1)`, with `(254, 1)` from older ones, in the order the kernel lists devices.
 * `knownNames` (raw) decides where names hold tabs or newlines.
 */
export function parseDmLs(
  text: string,
  knownNames?: ReadonlySet<string>,
  section = 'dmsetup-ls',
): Parsed<readonly DmListed[]> {
  const value: DmListed[] = [];
  const problems: Problem[] = [];
  if (text.trim() === 'No devices found') return { value, problems };
  const finder = namePrefixFinder({ text, separator: '\t', knownNames }, (at) => text[at] === '(');
  let line = 0;
  for (let start = 0; start < text.length; ) {
    line += 1;
    const lineEnd = endOfLine(text, start);
    const separator = finder.find(start, lineEnd);
    const end = separator > lineEnd ? endOfLine(text, separator) : lineEnd;
    const devNo = separator < 0 ? null : parseDevNo(text.slice(separator + 1, Math.min(end, separator + 40)));
    if (devNo) value.push({ rawName: text.slice(start, separator), devNo, line });
    else problems.push({ section, line, message: 'Not a line of dmsetup ls', text: text.slice(start, end) });
    for (let at = lineEnd; at < end; at = endOfLine(text, at + 1)) line += 1;
    start = end + 1;
  }
  return { value, problems };
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}
