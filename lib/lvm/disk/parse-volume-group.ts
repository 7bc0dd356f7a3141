import type { Understood } from '../../dm/target-type.ts';
import { type ConfigSection, type ConfigValue, parseConfigTree } from '../config-tree.ts';
import type { LvmGroup, LvmPv, LvmSegment, LvmVolume, SegmentArea } from './volume-group.ts';

/** More than that nobody has, and what comes after is made of them. */
const MOST_VOLUMES = 100_000;
const SECTOR_BYTES = 512;

/** The group that a metadata text describes. What is missing of a volume or PV is left empty; what cannot be is a reason. */
export function parseVolumeGroup(text: string): Understood<LvmGroup> {
  const tree = parseConfigTree(text);
  if (!tree.ok) return tree;
  const root = tree.value;
  const [found] = [...root].flatMap(([key, value]) => (isSection(value) ? [{ key, section: value }] : []));
  if (!found) return { ok: false, reason: 'it describes no volume group' };
  const { key: name, section: group } = found;
  const extentSectors = numberIn(group, 'extent_size');
  if (extentSectors === null || extentSectors <= 0)
    return { ok: false, reason: 'its group has no size of extents' };
  const volumes = sectionsIn(group, 'logical_volumes');
  if (volumes.length > MOST_VOLUMES)
    return { ok: false, reason: `its group has more than ${MOST_VOLUMES} volumes` };
  const pvs = sectionsIn(group, 'physical_volumes').map(([key, section]) => pvIn(key, section));
  const keys = new Set(pvs.map(({ key }) => key));
  return {
    ok: true,
    value: {
      name,
      ...namedIn(group),
      sequence: numberIn(group, 'seqno') ?? 0,
      systemId: textIn(group, 'system_id'),
      extentSizeBytes: extentSectors * SECTOR_BYTES,
      pvs,
      volumes: volumes.map(([key, section]) => volumeIn(key, section, keys)),
      writtenOn: textIn(root, 'creation_host'),
      timeSeconds: numberIn(root, 'creation_time'),
    },
  };
}

/** What groups, PVs and volumes have alike. */
function namedIn(section: ConfigSection) {
  return {
    uuid: textIn(section, 'id').replaceAll('-', ''),
    status: textsIn(section, 'status'),
    flags: textsIn(section, 'flags'),
    tags: textsIn(section, 'tags'),
  };
}

function pvIn(key: string, section: ConfigSection): LvmPv {
  const sectors = numberIn(section, 'dev_size');
  return {
    key,
    ...namedIn(section),
    deviceHint: textIn(section, 'device'),
    deviceSizeBytes: sectors === null ? null : sectors * SECTOR_BYTES,
    extentsAtBytes: (numberIn(section, 'pe_start') ?? 0) * SECTOR_BYTES,
    extentCount: numberIn(section, 'pe_count') ?? 0,
  };
}

function volumeIn(name: string, section: ConfigSection, pvs: ReadonlySet<string>): LvmVolume {
  const segments = [...section].flatMap(([key, value]) =>
    /^segment\d+$/.test(key) && isSection(value) ? [segmentIn(value, pvs)] : [],
  );
  return {
    name,
    ...namedIn(section),
    createdOn: textIn(section, 'creation_host'),
    createdAtSeconds: numberIn(section, 'creation_time'),
    segments: segments.sort((a, b) => a.startExtent - b.startExtent),
  };
}

/** Lists of pairs, and lists of volumes that stand for themselves. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['stripes', 'stripe'],
  ['mirrors', 'mirror'],
  ['raids', 'raid'],
  ['raid0_lvs', 'raid'],
]);

/** Keys by which a segment names another volume. */
const VOLUMES: ReadonlySet<string> = new Set([
  'origin',
  'external_origin',
  'cow_store',
  'merging_store',
  'thin_pool',
  'merge',
  'pool',
  'metadata',
  'data',
  'cache_pool',
  'writecache',
  'fast',
  'vdo_pool',
  'mirror_log',
  'integrity_meta_dev',
  'meta_dev',
]);
const OF_THE_SEGMENT: ReadonlySet<string> = new Set(['start_extent', 'extent_count', 'type']);

function segmentIn(section: ConfigSection, pvs: ReadonlySet<string>): LvmSegment {
  const areas: SegmentArea[] = [];
  const settings = new Map<string, string | number | bigint>();
  for (const [key, value] of section) {
    const role = LISTS.get(key);
    if (role !== undefined && Array.isArray(value)) areas.push(...areasIn(role, value, pvs));
    else if (VOLUMES.has(key) && typeof value === 'string')
      areas.push({ role: key, kind: 'volume', name: value, startExtent: 0 });
    else if (!OF_THE_SEGMENT.has(key) && (typeof value !== 'object' || value === null))
      settings.set(key, value);
  }
  return {
    startExtent: numberIn(section, 'start_extent') ?? 0,
    extentCount: numberIn(section, 'extent_count') ?? 0,
    type: textIn(section, 'type').replace(/\+.*$/s, ''),
    areas,
    settings,
  };
}

/** `["pv0", 0, "pv1", 128]`, and for raid `["lv_rmeta_0", "lv_rimage_0", …]`. */
function areasIn(role: string, values: readonly unknown[], pvs: ReadonlySet<string>): SegmentArea[] {
  const areas: SegmentArea[] = [];
  for (let at = 0; at < values.length; at++) {
    const name = values[at];
    if (typeof name !== 'string') continue;
    const next = values[at + 1];
    const startExtent = typeof next === 'number' ? next : 0;
    areas.push({ role, kind: pvs.has(name) ? 'pv' : 'volume', name, startExtent });
  }
  return areas;
}

function isSection(value: ConfigValue | undefined): value is ConfigSection {
  return value instanceof Map;
}

function sectionsIn(section: ConfigSection, key: string): readonly (readonly [string, ConfigSection])[] {
  const value = section.get(key);
  if (!isSection(value)) return [];
  return [...value].flatMap(([name, inner]) => (isSection(inner) ? [[name, inner] as const] : []));
}

/** Of numbers that cannot be (negative, broken, too large to be exact) there is none. */
function numberIn(section: ConfigSection, key: string): number | null {
  const value = section.get(key);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function textIn(section: ConfigSection, key: string): string {
  const value = section.get(key);
  return typeof value === 'string' ? value : '';
}

function textsIn(section: ConfigSection, key: string): readonly string[] {
  const value = section.get(key);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
