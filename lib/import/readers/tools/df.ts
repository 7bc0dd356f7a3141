import type { GivenLine, IgnoredLine } from '../../reading.ts';
import { type Column, cellsOf, columnsOf } from './columns.ts';
import { commandWords } from './command-words.ts';
import { mountedDevices, mountFacts, type ShownMount } from './mounted-devices.ts';
import { areMostly, ignoredLine, toolReader } from './tool-reader.ts';

const HEADER = /^(?:Filesystem|Source)\b.*\bMounted on$/;
/** Sizes or counts, `-` where there is none, and a use in percent before the mount point: the header may be in any language. */
const NUMBER = /^(?:\d[\d.,]{0,24}[KMGTPEkB]{0,3}i?B?|-)$/;
const USE = /^(?:\d{1,3}%|-)$/;

/**
 * df (coreutils): where what is mounted, one mount a device, so never all of them. A long name of a device stands on a line of its
 * own in old versions.
 */
export const dfReader = toolReader({
  kind: 'df',
  assumedCommand: 'df',
  isCommand: (command) => commandWords(command).program === 'df',
  looksLike: (lines) => {
    if (HEADER.test(lines[0]?.text ?? '')) return true;
    return lines.length > 0 && areMostly(lines, (text) => mountByNumbers({ text, at: 0 }) !== null);
  },
  find: (lines) => {
    const ignored: IgnoredLine[] = [];
    const shown: ShownMount[] = [];
    let columns: readonly Column[] = [];
    let name: GivenLine | null = null;
    for (const line of lines) {
      const whole: GivenLine = name ? { text: `${name.text}${line.text}`, at: name.at } : line;
      const mount = mountByNumbers(whole) ?? mountByTitles(whole, columns);
      if (mount) shown.push(mount);
      else if (name) ignored.push(ignoredLine(name, 'df'), ignoredLine(line, 'df'));
      else if (HEADER.test(line.text)) columns = columnsOf(line.text, ['Mounted on']);
      else if (!isForeignHeader(line, lines[0]) && !/^\S+$/.test(line.text))
        ignored.push(ignoredLine(line, 'df'));
      name = !mount && !name && /^\S+$/.test(line.text) ? line : null;
    }
    if (name) ignored.push(ignoredLine(name, 'df'));
    return { devices: mountedDevices(shown), ignored };
  },
});

/** `Dateisystem  Größe Benutzt Verf. Verw% Eingehängt auf`. */
function isForeignHeader({ text }: GivenLine, first: GivenLine | undefined): boolean {
  return text === first?.text && text.includes('%') && !/\d%|\//.test(text);
}

function mountByNumbers({ text, at }: GivenLine): ShownMount | null {
  const words = [...text.matchAll(/\S+/g)];
  const use = words.findIndex(
    ({ 0: word }, i) => i >= 4 && USE.test(word) && (words[i + 1]?.[0].startsWith('/') ?? false),
  );
  const numbers = words.slice(use - 3, use);
  const mountAt = words[use + 1]?.index;
  if (use < 4 || mountAt === undefined || !numbers.every(({ 0: word }) => NUMBER.test(word))) return null;
  const before = words.slice(0, use - 3).map(({ 0: word }) => word);
  const source = before[0] ?? '';
  const fsType = before.length > 1 ? before.at(-1) : undefined;
  const isType = fsType !== undefined && /^[a-z][a-z0-9._-]{1,30}$/.test(fsType) && before.length === 2;
  const mountPoint = text.slice(mountAt);
  return { at, source, mount: mountFacts({ mountPoint, fsType: isType ? fsType : undefined }) };
}

/** `df --output=source,target`. */
function mountByTitles({ text, at }: GivenLine, columns: readonly Column[]): ShownMount | null {
  if (columns.length === 0 || HEADER.test(text)) return null;
  const cells = cellsOf(columns, text, {
    free: 'Mounted on',
    isValid: (name, value) =>
      name === 'Mounted on' ? value.startsWith('/') : name === 'Filesystem' || !value.includes(' '),
  });
  const mountPoint = cells?.get('Mounted on');
  const source = cells?.get('Filesystem');
  if (mountPoint === undefined || source === undefined) return null;
  return { at, source, mount: mountFacts({ mountPoint, fsType: cells?.get('Type') }) };
}
