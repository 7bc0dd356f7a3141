import { parseDevNo } from '../../../block/dev-no.ts';
import { countOf } from '../../../dm/parse-attr.ts';
import type { DeviceFacts, DeviceRef, GivenLine, MappedFacts } from '../../reading.ts';
import { refOf, toldOnly } from './reading-of.ts';

/**
 * Records of `dmsetup info`, `Name:              vg-lv` and so on. Old versions and `grep` leave lines out, and then nothing
 * is said of what they tell. With `-v`, `table`, `status` and `deps` print such a record before the lines of each device.
 */
export type RecordBlock = {
  /** Null for lines before the first record. */
  readonly device: DeviceFacts | null;
  /** Lines behind it that are no part of a record. */
  readonly rest: readonly GivenLine[];
};

type Draft = {
  readonly at: number;
  readonly told: Map<string, string>;
  readonly rest: GivenLine[];
};

/** Where its name begins on a line that lost no blanks. */
const NAME_COLUMN = 19;
const KEYED =
  /^\s*(Name|State|Read Ahead|Tables present|Open count|Event number|Major, minor|Number of targets|UUID):(?:\s+(.*?))?\s*$/;
const VALUES: Readonly<Record<string, RegExp>> = {
  Name: /./,
  State: /^(?:ACTIVE|SUSPENDED)\b/,
  'Tables present': /^(?:None|LIVE|INACTIVE)\b/,
  'Major, minor': /^\d{1,10}[,:] *\d{1,10}$/,
  'Open count': /^-?\d+$/,
  'Event number': /^\d+$/,
  'Number of targets': /^-?\d+$/,
  'Read Ahead': /^\d+$/,
  UUID: /^/,
};

/** A key and its value; null for another line. */
export function keyedLine(text: string): readonly [key: string, value: string] | null {
  const [, key, value = ''] = (text.length <= 1000 ? KEYED.exec(text) : null) ?? [];
  if (key === undefined || !VALUES[key]?.test(value)) return null;
  if (key === 'Name' && /^Name: {14}/.test(text)) return [key, text.slice(NAME_COLUMN).trimEnd()];
  return [key, value];
}

/** `asked`: the device that the command names, for records that lost their name. */
export function recordBlocks(lines: readonly GivenLine[], asked: DeviceRef | null): readonly RecordBlock[] {
  const drafts: Draft[] = [];
  for (const line of lines) {
    if (line.text.trim() === '') continue;
    const [key, value = ''] = keyedLine(line.text) ?? [];
    const open = drafts.at(-1);
    if (key === undefined) {
      if (open) open.rest.push(line);
      else drafts.push({ at: line.at, told: new Map(), rest: [line] });
    } else if (open && open.rest.length === 0 && !open.told.has(key) && key !== 'Name') {
      open.told.set(key, value);
    } else if (key === 'Name' || !open || open.told.has(key)) {
      drafts.push({ at: line.at, told: new Map([[key, value]]), rest: [] });
    } else open.told.set(key, value);
  }
  return drafts.map(({ at, told, rest }) => ({ device: factsOf(told, { at, asked }), rest }));
}

function factsOf(
  told: ReadonlyMap<string, string>,
  { at, asked }: { at: number; asked: DeviceRef | null },
): DeviceFacts | null {
  if (told.size === 0) return null;
  const devNo = parseDevNo(told.get('Major, minor') ?? '');
  const named = refOf({ devNo, dmName: told.get('Name'), dmUuid: told.get('UUID') });
  const ref = told.has('Name') || asked === null ? named : { ...asked, ...named };
  return ref && { ref, at, dm: mappedFacts(told) };
}

function mappedFacts(told: ReadonlyMap<string, string>): MappedFacts {
  const [state, tables] = [told.get('State'), told.get('Tables present')];
  return toldOnly({
    openCount: countOf(told.get('Open count')),
    eventNumber: countOf(told.get('Event number')),
    segmentCount: countOf(told.get('Number of targets')),
    isSuspended: state?.startsWith('SUSPENDED'),
    isReadOnly: state?.includes('(READ-ONLY)'),
    isDeferredRemove: state?.includes('(DEFERRED REMOVE)'),
    hasLiveTable: tables === undefined ? null : /^LIVE\b/.test(tables),
    hasInactiveTable: tables === undefined ? null : /\bINACTIVE\b/.test(tables),
  });
}
