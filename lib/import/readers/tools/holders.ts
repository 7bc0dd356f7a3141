import { parseDevNo } from '../../../block/dev-no.ts';
import type { DeviceFacts, DeviceRef, GivenLine, IgnoredLine } from '../../reading.ts';
import { commandWords } from './command-words.ts';
import { isTotal, listedLine } from './listed-line.ts';
import { ignoredLine, toolReader } from './tool-reader.ts';

/** A folder `holders` or `slaves` in sysfs, or what is in it: of which device, and what it says of it. */
type Place = { readonly ref: DeviceRef; readonly side: 'holders' | 'bases'; readonly name: string };
type Draft = Place & { readonly at: number; readonly names: string[] };
type Entry =
  | { readonly kind: 'places'; readonly places: readonly Place[]; readonly isHeading: boolean }
  | { readonly kind: 'names'; readonly names: readonly string[] };

const PLACE = /^\/sys\/(?:[^\s/]+\/)*?([^\s/]+)\/(holders|slaves)\/*([^\s/]*)\/?$/;
const NAME = /^[a-z][\w!.:-]{0,63}[@/]?$/;

/** `ls` and `find` of /sys/block/X/holders and …/slaves. Only the command or a heading tells of which device the names are. */
export const holdersReader = toolReader({
  kind: 'holders',
  assumedCommand: 'ls /sys/block/*/holders',
  isCommand: (command) => {
    const { program, args } = commandWords(command);
    return (
      /^(?:ls|ll|find)$/.test(program) &&
      args.some((word) => /^\/sys\/.*\/(?:holders|slaves)(?:\/|$)/.test(word))
    );
  },
  looksLike: (lines) => lines.some((line) => entryOf(line)?.kind === 'places'),
  find: (lines, { command }) => {
    if (isPartial(command)) {
      const why = 'the command filters, so other holders may be missing';
      return { devices: [], ignored: lines.map((line) => ({ ...line, why })) };
    }
    const drafts = new Map<string, Draft>();
    const ignored: IgnoredLine[] = [];
    const draftOf = (place: Place, at: number): Draft => {
      const key = `${place.side} ${place.ref.devNo ?? place.ref.kname}`;
      const draft = drafts.get(key) ?? { ...place, at, names: [] };
      drafts.set(key, draft);
      return draft;
    };
    const asked = askedOf(command);
    let open: Draft | null = null;
    for (const line of lines) {
      const entry = entryOf(line);
      if (entry?.kind === 'places') {
        for (const place of entry.places) {
          const draft = draftOf(place, line.at);
          if (place.name !== '') draft.names.push(place.name);
          if (entry.isHeading) open = draft;
        }
        continue;
      }
      if (entry && entry.names.length === 0) continue;
      if (entry && open === null && asked) open = draftOf(asked, line.at);
      if (entry && open) open.names.push(...entry.names);
      else if (entry) ignored.push({ ...line, why: 'its device is not known' });
      else ignored.push(ignoredLine(line, 'ls or find'));
    }
    // Nothing but `total 0` is an answer; an error message is none.
    if (asked && ignored.length === 0) draftOf(asked, lines[0]?.at ?? 1);
    return { devices: [...drafts.values()].map(factsOf), ignored };
  },
});

function entryOf({ text }: GivenLine): Entry | null {
  const listed = listedLine(text);
  if (listed) {
    const place = placeOf(listed.name);
    if (place) return { kind: 'places', places: [place], isHeading: false };
    const isName = NAME.test(listed.name);
    return listed.type === 'd' || isName ? { kind: 'names', names: isName ? [listed.name] : [] } : null;
  }
  const words = text.trim().split(/\s+/);
  const isHeading = words.length === 1 && text.endsWith(':');
  const places = words.map((word) => placeOf(isHeading ? word.slice(0, -1) : word));
  const found = places.filter((place) => place !== null);
  if (found.length === words.length) return { kind: 'places', places: found, isHeading };
  if (isTotal(text)) return { kind: 'names', names: [] };
  const names = words.filter((word) => word !== '.' && word !== '..');
  return names.every((word) => NAME.test(word) && isKernelName(word))
    ? { kind: 'names', names: names.map(bare) }
    : null;
}

/** Words of prose have no digit at their end, nearly all names of devices that hold another do. */
function isKernelName(word: string): boolean {
  return /\d[@/]?$/.test(word) || /^(?:sd|vd|hd|xvd)[a-z]+[@/]?$/.test(word);
}

function bare(name: string): string {
  return name.replace(/[@/]$/, '');
}

function placeOf(text: string): Place | null {
  const plain = text.replace(/^(["'])(.*)\1$/, '$2').replace(/\\(.)/g, '$1');
  const [, device = '', folder, name = ''] = PLACE.exec(plain) ?? [];
  if (folder === undefined || /[*?[]/.test(plain)) return null;
  const devNo = parseDevNo(device);
  const ref = devNo === null ? { kname: device } : { devNo };
  return { ref, side: folder === 'holders' ? 'holders' : 'bases', name: bare(name) };
}

/** The one folder that a command asks for; what it prints then needs no heading. */
function askedOf(command: string): Place | null {
  const places = commandWords(command).args.filter((word) => word.startsWith('/'));
  const [path = ''] = places;
  return places.length === 1 ? placeOf(path) : null;
}

function isPartial(command: string): boolean {
  const { program, args, isFiltered } = commandWords(command);
  const isOfOne = args.some((word) => (placeOf(word)?.name ?? '') !== '');
  return (
    isFiltered ||
    isOfOne ||
    (program === 'find' && args.some((word) => /^-(?:i?name|i?path|i?regex|lname)$/.test(word)))
  );
}

function factsOf({ ref, at, side, names }: Draft): DeviceFacts {
  const refs = [...new Set(names)].map((kname): DeviceRef => ({ kname }));
  return side === 'holders' ? { ref, at, holders: refs } : { ref, at, bases: refs };
}
