/**
 * Reads the keys of one section of a metadata text as strictly as LVM should: of a number that is none, or is out of its range,
 * there is null and a report, never another number. What LVM itself would not read is reported too (lib/format_text/import_vsn1.c
 * of 2.03.16), and so is what it reads as something else than what is written.
 */
import { type ConfigEntry, type ConfigSection, type ConfigValue, isSection } from '../config-tree.ts';
import type { FoundDamage } from './damage.ts';

export type NumberRule = {
  /** 0 unless told. */
  readonly min?: number;
  /** What 32 bits hold unless told, as for LVM. */
  readonly max?: number;
  readonly isRequired?: boolean;
  readonly isPowerOfTwo?: boolean;
  readonly multipleOf?: number;
};

export const MOST_IN_32_BITS = 2 ** 32 - 1;
const SECTOR_BYTES = 512;
/** Of sectors, so that their bytes can be told exactly. */
export const MOST_SECTORS = Math.floor(Number.MAX_SAFE_INTEGER / SECTOR_BYTES);

export function inBytes(sectors: number | null): number | null {
  return sectors === null ? null : sectors * SECTOR_BYTES;
}

/** A section that is being read. */
export type OpenSection = {
  readonly entries: readonly ConfigEntry[];
  /** Within the group. */
  readonly path: string;
  /** Where it begins in the text. */
  readonly at: number;
  readonly report: (found: FoundDamage) => void;
  /** Keys that were asked for. */
  readonly asked: Set<string>;
};

/** Reports what stands in it twice and is not the same: LVM takes the first, and whoever wrote it may have meant the other. */
export function openSection(
  section: ConfigSection,
  { path, at, report }: Pick<OpenSection, 'path' | 'at' | 'report'>,
): OpenSection {
  const { entries } = section;
  const open: OpenSection = { entries, path, at, report, asked: new Set() };
  const first = new Map<string, ConfigEntry>();
  for (const entry of entries) {
    const { key, value } = entry;
    const twin = first.get(key);
    if (!twin) first.set(key, entry);
    else if (!isSame(twin.value, value))
      report({ at: entry.at, key: pathOf(open, key), reason: 'is there twice, with different values' });
    if (key.includes('/'))
      reportAt(open, entry, 'has a / in its name, which LVM takes for sections in sections');
  }
  return open;
}

/** Of a key that is to be a section, within `parent`; an empty one, and a report, where it is none. */
export function openEntry(
  { key, at, value }: ConfigEntry,
  { parent, report }: { readonly parent: string; readonly report: OpenSection['report'] },
): OpenSection {
  const path = `${parent}/${key}`;
  if (!isSection(value)) report({ at, key: path, reason: 'is not a section' });
  return openSection(isSection(value) ? value : { entries: [] }, { path, at, report });
}

function pathOf({ path }: OpenSection, key: string): string {
  return path === '' ? key : `${path}/${key}`;
}

function reportAt(open: OpenSection, { key, at }: Pick<ConfigEntry, 'key' | 'at'>, reason: string): void {
  open.report({ at, key: pathOf(open, key), reason });
}

/** Where a key stands, else where the section begins. */
export function reportIn(open: OpenSection, key: string, reason: string): void {
  const at = open.entries.find((entry) => entry.key === key)?.at ?? open.at;
  reportAt(open, { key, at }, reason);
}

export function hasKey({ entries }: OpenSection, key: string): boolean {
  return entries.some((entry) => entry.key === key);
}

/** Of a key that stands there twice the first, as for LVM. */
export function valueIn(open: OpenSection, key: string, isRequired = false): ConfigValue | undefined {
  open.asked.add(key);
  const value = open.entries.find((entry) => entry.key === key)?.value;
  if (value === undefined && isRequired) reportIn(open, key, 'is missing');
  return value;
}

/** Null for one that is not there, and for one that is reported. */
export function numberIn(open: OpenSection, key: string, rule: NumberRule = {}): number | null {
  const value = valueIn(open, key, rule.isRequired);
  if (value === undefined) return null;
  const why = whyNotNumber(value, rule);
  if (why === null) return Number(value);
  reportIn(open, key, `is ${shownValue(value)}, ${why}`);
  return null;
}

/** Empty where there is none. */
export function textIn(open: OpenSection, key: string, isRequired = false): string {
  const value = valueIn(open, key, isRequired);
  if (typeof value === 'string') return value;
  if (value !== undefined) reportIn(open, key, `is ${shownValue(value)}, which is not a string`);
  return '';
}

export function textsIn(open: OpenSection, key: string, isRequired = false): readonly string[] {
  const value = valueIn(open, key, isRequired);
  if (value === undefined) return [];
  const all = Array.isArray(value) ? value : [value];
  const texts = all.filter((each) => typeof each === 'string');
  if (texts.length < all.length) reportIn(open, key, 'is not a list of strings');
  return texts;
}

/** The 32 letters of an LVM UUID, which are written with dashes anywhere; empty where there is none. */
export function uuidIn(open: OpenSection, key: string): string {
  const value = valueIn(open, key, true);
  const uuid = typeof value === 'string' ? value.replaceAll('-', '') : '';
  if (isUuid(uuid)) return uuid;
  if (value !== undefined) reportIn(open, key, `is ${shownValue(value)}, which is not an LVM UUID`);
  return '';
}

export function isUuid(text: string): boolean {
  return /^[0-9A-Za-z!#]{32}$/.test(text);
}

/** What stands in a section of sections, by name. */
export function sectionsIn(open: OpenSection, key: string, isRequired = false): readonly ConfigEntry[] {
  const value = valueIn(open, key, isRequired);
  if (isSection(value)) return value.entries;
  if (value !== undefined) reportIn(open, key, `is ${shownValue(value)}, which is not a section`);
  return [];
}

/** The keys that nobody asked for, and a report of those that LVM could not even read past. */
export function othersIn(open: OpenSection): readonly ConfigEntry[] {
  const others = open.entries.filter(({ key }) => !open.asked.has(key));
  for (const entry of others) {
    const { value } = entry;
    const odd = isSection(value) ? undefined : [value].flat().find(isBeyondLvm);
    if (odd !== undefined) reportAt(open, entry, `is ${shownValue(odd)}, which LVM cannot read`);
  }
  return others;
}

function whyNotNumber(value: ConfigValue, rule: NumberRule): string | null {
  const { min = 0, max = MOST_IN_32_BITS, isPowerOfTwo, multipleOf } = rule;
  if (typeof value !== 'number' && typeof value !== 'bigint') return 'which is not a whole number';
  if (value < min) return `which is less than ${min}`;
  if (value > max) return `which is more than ${max}`;
  if (isPowerOfTwo && !Number.isInteger(Math.log2(Number(value)))) return 'which is not a power of two';
  if (multipleOf !== undefined && Number(value) % multipleOf !== 0)
    return `which is not a multiple of ${multipleOf}`;
  return null;
}

const MOST_IN_64_BITS = 2n ** 63n - 1n;

/** LVM reads no whole number past 64 bits, and of what begins as one and goes on otherwise a part; broken ones it reads. */
function isBeyondLvm(value: ConfigValue): boolean {
  if (typeof value === 'bigint') return value > MOST_IN_64_BITS || value < -MOST_IN_64_BITS;
  return typeof value === 'object' && 'odd' in value && !/^[-+]?\d*\.\d*$/.test(value.odd);
}

function isSame(one: ConfigValue, other: ConfigValue): boolean {
  if (isSection(one) || isSection(other)) return false;
  return typeof one === typeof other && JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain(value: ConfigValue): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'bigint' ? { bigint: String(value) } : value;
}

const LONGEST_SHOWN = 40;

export function shownValue(value: ConfigValue): string {
  if (isSection(value)) return 'a section';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'odd' in value ? value.odd : 'a list';
  return typeof value === 'string' ? `"${value.slice(0, LONGEST_SHOWN)}"` : String(value);
}
