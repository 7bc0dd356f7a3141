import { type DevNo, parseDevNo } from '../../../block/dev-no.ts';
import type { ArrayFacts, DeviceFacts, DeviceRef, GivenLine, IgnoredLine } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';
import { type Found, ignoredLine } from './tool-reader.ts';

type Member = NonNullable<ArrayFacts['members']>[number];
type Draft = { ref: DeviceRef; at: number; fields: Map<string, string>; members: Member[] };

const HEAD = /^(\/dev\/\S+):$/;
export const FIELD = /^\s*([A-Z][\w /()-]{1,30}?) : (.*)$/;
const TITLES = /^\s*Number\s+Major\s+Minor\s+RaidDevice(?:\s+Set)?(?:\s+State)?$/;
const MEMBER = /^\s*(\d+|-)\s+(\d+)\s+(\d+)\s+(\d+|-)\s+(\S.*)$/;
/** mdadm's name of an activity and the kernel's (md(4)). */
const ACTIVITIES: readonly (readonly [string, string])[] = [
  ['Rebuild Status', 'recovery'],
  ['Resync Status', 'resync'],
  ['Reshape Status', 'reshape'],
  ['Check Status', 'check'],
];

/** `mdadm --detail` of one or several arrays (mdadm: Detail.c). */
export function mdadmDetail(lines: readonly GivenLine[]): Found {
  const drafts: Draft[] = [];
  const ignored: IgnoredLine[] = [];
  for (const line of lines) {
    const draft = drafts.at(-1);
    const ref = refOfPath(HEAD.exec(line.text)?.[1] ?? '');
    const member = memberOf(line.text);
    const [, key, value = ''] = FIELD.exec(line.text) ?? [];
    if (ref) drafts.push({ ref, at: line.at, fields: new Map(), members: [] });
    else if (draft && member) draft.members.push(...member);
    else if (draft && key !== undefined) draft.fields.set(key, value.trim());
    else if (!draft || !TITLES.test(line.text)) ignored.push(ignoredLine(line, 'mdadm --detail'));
  }
  return { devices: drafts.filter(({ fields }) => fields.size > 0).map(factsOf), ignored };
}

/** None for a place in the array that no disk has. */
function memberOf(text: string): readonly Member[] | null {
  const [, number = '', major = '', minor = '', place = '', rest = ''] = MEMBER.exec(text) ?? [];
  if (rest === '') return null;
  const path = / (\/dev\/\S+)$/.exec(` ${rest}`)?.[1] ?? '';
  const devNo: DevNo | null = `${major}:${minor}` === '0:0' ? null : parseDevNo(`${major}:${minor}`);
  const ref = { ...refOfPath(path), ...(devNo === null ? {} : { devNo }) };
  if (Object.keys(ref).length === 0) return [];
  const slot = number === '-' ? {} : { slot: Number(number) };
  return [{ ref, ...slot, flags: flagsOf(rest, place) }];
}

/** The flags of /proc/mdstat. A spare that is rebuilt has a place in the array, so md does not flag it. */
function flagsOf(state: string, place: string): string {
  return [
    /\bwritemostly\b/.test(state) ? 'W' : '',
    /\bjournal\b/.test(state) ? 'J' : '',
    /\bfaulty\b/.test(state) ? 'F' : '',
    /\bspare\b/.test(state) && place === '-' ? 'S' : '',
    /\breplacement\b/.test(state) ? 'R' : '',
  ].join('');
}

function factsOf({ ref, at, fields, members }: Draft): DeviceFacts {
  const level = /^[a-z]+\d*$/.exec(fields.get('Raid Level') ?? '')?.[0];
  const blocks = numberIn(fields.get('Array Size'));
  const array: ArrayFacts = {
    ...(level === undefined ? {} : { level }),
    ...textOf('state', fields.get('State')),
    ...textOf('uuid', /^[0-9a-f:]{35}/.exec(fields.get('UUID') ?? '')?.[0]),
    ...numberOf('totalDisks', fields.get('Raid Devices')),
    // As md counts: spares are no working disks of an array.
    ...numberOf('workingDisks', fields.get('Active Devices')),
    ...textOf('activity', activityIn(fields)),
    members,
  };
  return {
    ref,
    at,
    ...textOf('type', level),
    ...(blocks === null ? {} : { size: { bytes: blocks * 1024, isRounded: false } }),
    array,
    bases: members.map((member) => member.ref),
  };
}

function activityIn(fields: ReadonlyMap<string, string>): string | undefined {
  for (const [key, activity] of ACTIVITIES) {
    const percent = /^\d{1,3}%/.exec(fields.get(key) ?? '')?.[0];
    if (percent !== undefined) return `${activity} = ${percent}`;
  }
  return undefined;
}

function numberIn(text: string | undefined): number | null {
  const digits = /^\d{1,15}/.exec(text ?? '')?.[0];
  return digits === undefined ? null : Number(digits);
}

function textOf<Key extends string>(key: Key, text: string | undefined): { readonly [K in Key]?: string } {
  return text ? ({ [key]: text } as { [K in Key]: string }) : {};
}

function numberOf<Key extends string>(key: Key, text: string | undefined): { readonly [K in Key]?: number } {
  const number = numberIn(text);
  return number === null ? {} : ({ [key]: number } as { [K in Key]: number });
}
