import { ownValue } from '../../own-value.ts';
import { type ConfigEntry, isSection } from '../config-tree.ts';
import {
  hasKey,
  MOST_IN_32_BITS,
  numberIn,
  type OpenSection,
  othersIn,
  reportIn,
  shownValue,
  textIn,
  textsIn,
  valueIn,
} from './section-reader.ts';
import { type SegmentRules, segmentRules, typeAndFlags } from './segment-rules.ts';
import type { LvmSegment, SegmentArea } from './volume-group.ts';

type Settings = Map<string, string | number | bigint>;

/** A segment as its type says what has to be in it; of a type that LVM does not know, what any segment has. */
export function readSegment(open: OpenSection, pvs: ReadonlySet<string>): LvmSegment {
  const startExtent = numberIn(open, 'start_extent', { isRequired: true });
  const extentCount = numberIn(open, 'extent_count', { isRequired: true, min: 1 });
  const { type, flags } = typeAndFlags(textIn(open, 'type', true));
  const rules = segmentRules(type);
  const settings: Settings = new Map();
  const common =
    rules && 'data_copies' in rules.numbers ? ['reshape_count'] : ['reshape_count', 'data_copies'];
  for (const key of common) setNumber(settings, key, numberIn(open, key));
  textsIn(open, 'tags');
  const areas = rules ? readAreas(open, { rules, settings, pvs }) : [];
  for (const { key, value } of othersIn(open)) setOther(settings, key, value);
  const segment = { startExtent, extentCount, type, flags, areas, settings };
  if (rules) checkType(open, segment, rules);
  return segment;
}

function setNumber(settings: Settings, key: string, value: number | null): void {
  if (value !== null) settings.set(key, value);
}

function setOther(settings: Settings, key: string, value: ConfigEntry['value']): void {
  if (typeof value !== 'object') settings.set(key, value);
  else if ('odd' in value) settings.set(key, value.odd);
}

type Within = {
  readonly rules: SegmentRules;
  readonly settings: Settings;
  readonly pvs: ReadonlySet<string>;
};

function readAreas(open: OpenSection, { rules, settings, pvs }: Within): readonly SegmentArea[] {
  for (const [key, rule] of Object.entries(rules.numbers))
    setNumber(settings, key, numberIn(open, key, rule));
  for (const [key, words] of Object.entries(rules.words)) {
    if (!hasKey(open, key)) continue;
    const word = textIn(open, key);
    settings.set(key, word);
    if (words && word !== '' && !words.includes(word))
      reportIn(open, key, `is "${word}", which LVM does not know`);
  }
  const areas: SegmentArea[] = [];
  for (const [key, need] of Object.entries(rules.volumes)) {
    const name = textIn(open, key, need === 'required');
    if (name !== '') areas.push({ role: key, kind: 'volume', name, startExtent: 0 });
    else if (hasKey(open, key)) reportIn(open, key, 'names no volume');
  }
  return rules.list ? [...areas, ...listedAreas(open, rules.list, pvs)] : areas;
}

const ROLES: Readonly<Record<string, string>> = {
  stripes: 'stripe',
  mirrors: 'mirror',
  raids: 'raid',
  raid0_lvs: 'raid',
};

/** `["pv0", 0, "pv1", 128]`, and for raid `["lv_rmeta_0", "lv_rimage_0", …]`. */
function listedAreas(
  open: OpenSection,
  { key, form, counts }: NonNullable<SegmentRules['list']>,
  pvs: ReadonlySet<string>,
): readonly SegmentArea[] {
  const value = valueIn(open, key, true);
  if (value === undefined) return [];
  if (isSection(value)) {
    reportIn(open, key, 'is a section, which is not a list');
    return [];
  }
  const values = [value].flat();
  const role = ownValue(ROLES, key) ?? key;
  const areas: SegmentArea[] = [];
  for (let at = 0; at < values.length; at += form === 'pairs' ? 2 : 1) {
    const name = values[at];
    if (typeof name !== 'string') {
      reportIn(open, key, `has no name as its ${ordinal(at)} entry`);
      return areas;
    }
    const kind = form === 'pairs' && pvs.has(name) ? 'pv' : 'volume';
    areas.push({ role, kind, name, startExtent: form === 'pairs' ? extentIn(open, key, { values, at }) : 0 });
  }
  checkCount(open, { key, counts }, areas);
  return areas;
}

function extentIn(
  open: OpenSection,
  key: string,
  { values, at }: { readonly values: readonly unknown[]; readonly at: number },
): number | null {
  const extent = values[at + 1];
  if (typeof extent === 'number' && extent >= 0 && extent <= MOST_IN_32_BITS) return extent;
  const shown = extent === undefined ? 'nothing' : shownValue(extent as ConfigEntry['value']);
  reportIn(open, key, `has ${shown} as its ${ordinal(at + 1)} entry, which is not an extent`);
  return null;
}

function ordinal(at: number): string {
  return ['first', 'second', 'third'][at] ?? `${at + 1}th`;
}

function checkCount(
  open: OpenSection,
  { key, counts }: { readonly key: string; readonly counts: readonly string[] },
  areas: readonly SegmentArea[],
): void {
  const there = counts.filter((count) => hasKey(open, count));
  const [count = counts[0] ?? ''] = there;
  if (there.length !== 1)
    reportIn(open, count, there.length === 0 ? 'is missing' : `is there together with ${there[1]}`);
  const own = open.entries.find((entry) => entry.key === count)?.value;
  const images = areas.filter(({ role, name }) => role !== 'raid' || !isMeta(name)).length;
  if (typeof own === 'number' && own !== images)
    reportIn(open, key, `has ${images}, where ${count} is ${own}`);
}

/** As LVM tells a raid's metadata from its images. */
function isMeta(name: string): boolean {
  return name.includes('_rmeta_');
}

function checkType(open: OpenSection, segment: LvmSegment, { list }: SegmentRules): void {
  const { type, areas, settings, extentCount } = segment;
  const isSpread = type === 'striped' || type === 'raid0' || type === 'raid0_meta';
  const columns = areas.filter(
    ({ role, name }) => (role === 'stripe' || role === 'raid') && !isMeta(name),
  ).length;
  if (type === 'striped' && columns > 1 && !hasKey(open, 'stripe_size'))
    reportIn(open, 'stripe_size', 'is missing');
  if (isSpread && columns > 1 && extentCount !== null && extentCount % columns !== 0)
    reportIn(open, 'extent_count', `is ${extentCount}, which is not a multiple of its ${columns} stripes`);
  if (type === 'mirror' && !settings.has('region_size')) reportIn(open, 'region_size', 'is missing');
  if (type === 'snapshot' && hasKey(open, 'cow_store') === hasKey(open, 'merging_store'))
    reportIn(open, 'cow_store', 'or merging_store has to be there, and not both');
  if (list?.form !== 'names' || type === 'raid4' || type === 'raid5_n') return;
  const metas = areas.filter(({ name }) => isMeta(name)).length;
  const wanted = type === 'raid0' ? 0 : areas.length / 2;
  const isPaired = areas.every(({ name }, at) => isMeta(name) === (metas > 0 && at % 2 === 0));
  if (metas !== wanted || !isPaired)
    reportIn(open, list.key, type === 'raid0' ? 'names metadata' : 'are not pairs of metadata and image');
}
