import type { DeviceFacts, GivenLine, IgnoredLine } from '../../reading.ts';
import { ignoredLine } from './given-lines.ts';
import { maskedLine, maskKeys } from './mask-keys.ts';
import type { Found } from './reading-of.ts';

/**
 * `dmsetup table --concise` (lvm2, dmsetup.c `_status`): `name,uuid,minor,rw,table,table;name,…` on one line, with a backslash
 * before commas, semicolons and backslashes that are meant. The major number is not told.
 */
const LOOKS = /^(?:[^,;\\]|\\.)+,(?:[^,;\\]|\\.)*,\d*,(?:ro|rw)(?:,\d+ \d+ [a-z]|;|$)/i;

export function isConcise(text: string): boolean {
  return LOOKS.test(text.trimStart());
}

export function readConcise(lines: readonly GivenLine[]): Found {
  const devices: DeviceFacts[] = [];
  const ignored: IgnoredLine[] = [];
  for (const [i, line] of lines.entries()) {
    if (!isConcise(line.text)) {
      ignored.push(maskedLine(ignoredLine(line)));
      continue;
    }
    const next = lines[i + 1]?.text ?? '';
    const isCut = next.trim() !== '' && !isConcise(next);
    const all = entries(line.text.trim());
    for (const [j, fields] of all.entries()) {
      // What stands in the next line may go on with the last entry.
      const facts = isCut && j === all.length - 1 ? null : factsOf(fields, line.at);
      if (facts) devices.push(facts);
      else ignored.push(maskedLine(ignoredLine({ text: fields.join(','), at: line.at })));
    }
  }
  return { devices, ignored };
}

/** The fields of each entry, unquoted. */
function entries(text: string): readonly (readonly string[])[] {
  const all: string[][] = [['']];
  for (const [piece] of text.matchAll(/\\.|[,;]|[^\\,;]+|\\$/gs)) {
    const fields = all.at(-1) as string[];
    if (piece === ';') all.push(['']);
    else if (piece === ',') fields.push('');
    else fields.push(`${fields.pop() ?? ''}${piece.startsWith('\\') ? piece.slice(1) : piece}`);
  }
  return all.filter((fields) => fields.length > 1 || fields[0] !== '');
}

function factsOf(
  [name = '', uuid = '', minor = '', access = '', ...table]: readonly string[],
  at: number,
): DeviceFacts | null {
  const isEntry = name !== '' && /^\d*$/.test(minor) && /^r[ow]$/.test(access);
  if (!isEntry || !table.every((line) => /^\s*\d+ \d+ \S/.test(line))) return null;
  return {
    ref: uuid === '' ? { dmName: name.trim() } : { dmName: name.trim(), dmUuid: uuid },
    at,
    dm: { isReadOnly: access === 'ro' },
    table: table.map((line) => maskKeys(line.trim())),
  };
}
