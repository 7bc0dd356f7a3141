import { expect, test } from 'vitest';
import { layOutVolumes } from './lay-out-volumes.ts';
import { overlappingExtents } from './overlapping-extents.ts';
import { parseVolumeGroup } from './parse-volume-group.ts';
import { piecesOf } from './volume-layout.ts';

const MIB = 2 ** 20;
const ALL = { hasPv: () => true, staleLegs: new Set<string>() };

/** A group of extents of 1 MiB, with two PVs of 100 and these volumes. */
function groupOf(volumes: Readonly<Record<string, string>>) {
  const pv = (name: string) => `${name} { id = "${name}" pe_start = 2048 pe_count = 100 }`;
  const lvs = Object.entries(volumes).map(([name, segments]) => `${name} { id = "${name}" ${segments} }`);
  const text = `vg { id = "vg" extent_size = 2048
    physical_volumes { ${pv('pv0')} ${pv('pv1')} } logical_volumes { ${lvs.join('\n')} } }`;
  const group = parseVolumeGroup(text);
  if (!group.ok) throw new Error(group.reason);
  return group.value;
}

const segment = (number: number, from: number, count: number, rest: string) =>
  `segment${number} { start_extent = ${from} extent_count = ${count} ${rest} }`;
const linear = (area: string, count = 4, from = 0, number = 1) =>
  segment(number, from, count, `type = "striped" stripe_count = 1 stripes = [${area}]`);

function reasonFor(volumes: Readonly<Record<string, string>>, options = ALL): string {
  const layout = layOutVolumes(groupOf(volumes), options)('lv');
  return layout.ok ? 'it is readable' : layout.reason;
}

test('stripes go round over their columns, a chunk from each', () => {
  const striped = segment(
    ...([
      1,
      0,
      4,
      'type = "striped" stripe_count = 2 stripe_size = 1024 stripes = ["pv0", 5, "pv1", 7]',
    ] as const),
  );
  const layout = layOutVolumes(groupOf({ lv: striped }), ALL)('lv');
  if (!layout.ok) throw new Error(layout.reason);
  const pieces = [...piecesOf(layout.value.runs, MIB / 4, MIB)];
  expect(pieces).toEqual([
    { offset: MIB / 4, length: MIB / 4, pv: 'pv0', pvOffset: 6.25 * MIB },
    { offset: MIB / 2, length: MIB / 2, pv: 'pv1', pvOffset: 8 * MIB },
    { offset: MIB, length: MIB / 4, pv: 'pv0', pvOffset: 6.5 * MIB },
  ]);
});

test('a volume in the middle of others is found through all of them', () => {
  const layout = layOutVolumes(
    groupOf({ lv: linear('"below", 1', 2), below: linear('"pv1", 10') }),
    ALL,
  )('lv');
  expect(layout).toEqual({
    ok: true,
    value: {
      sizeBytes: 2 * MIB,
      runs: [{ kind: 'plain', offset: 0, length: 2 * MIB, pv: 'pv1', pvOffset: 12 * MIB }],
      legs: [],
    },
  });
});

const RAID1 = {
  lv: segment(1, 0, 4, 'type = "raid1" device_count = 2 raids = ["m0", "i0", "m1", "i1"]'),
  m0: linear('"pv0", 0', 1),
  m1: linear('"pv1", 0', 1),
  i0: linear('"pv0", 1'),
  i1: linear('"pv1", 1'),
};

test('of the legs of a raid1 the first that is there and not behind is read', () => {
  const legs = (options: typeof ALL) => {
    const layout = layOutVolumes(groupOf(RAID1), options)('lv');
    return layout.ok ? layout.value.legs : layout.reason;
  };
  expect(legs(ALL)).toEqual(['i0']);
  expect(legs({ ...ALL, staleLegs: new Set(['i0']) })).toEqual(['i1']);
  expect(legs({ ...ALL, hasPv: (key?: string) => key === 'pv1' } as typeof ALL)).toEqual(['i1']);
  expect(legs({ ...ALL, staleLegs: new Set(['i0', 'i1']) })).toBe('its leg i1 is behind the others');
});

test('what its disks alone do not tell has a reason', () => {
  const store = segment(1, 0, 4, 'type = "snapshot" chunk_size = 8 origin = "below" cow_store = "lv"');
  expect(reasonFor({ lv: linear('"pv0", 0'), below: linear('"pv0", 4'), snapshot0: store })).toBe(
    'on its disks is only what changed in below since it was made',
  );
  expect(reasonFor({ lv: segment(1, 0, 4, 'type = "thin" thin_pool = "p" device_id = 1') })).toContain(
    'its pool',
  );
  expect(reasonFor({ lv: segment(1, 0, 4, 'type = "cache" origin = "o" cache_pool = "p"') })).toContain(
    'cache alone',
  );
  expect(reasonFor({ lv: segment(1, 0, 4, 'type = "unheard-of"') })).toContain('does not know');
  const integrity = {
    i0: segment(1, 0, 4, 'type = "integrity" origin = "o"'),
    i1: segment(1, 0, 4, 'type = "error"'),
  };
  expect(reasonFor({ ...RAID1, ...integrity })).toContain('every read fails');
  expect(reasonFor({ lv: RAID1.lv.replace('device_count', 'data_offset = 2048 device_count') })).toContain(
    'reshaped',
  );
});

test('metadata that cannot be is told from metadata that can', () => {
  expect(reasonFor({ lv: linear('"lv", 0') })).toBe('lv is a part of itself');
  expect(reasonFor({ lv: linear('"b", 0'), b: linear('"lv", 0') })).toBe('lv is a part of itself');
  expect(reasonFor({ lv: linear('"pv0", 98') })).toBe('it reaches past the last extent of the PV pv0');
  expect(reasonFor({ lv: linear('"b", 2'), b: linear('"pv0", 0') })).toBe('it reaches past the end of b');
  expect(reasonFor({ lv: linear('"nothing", 0') })).toBe(
    'it is made of nothing, and there is no such volume',
  );
  expect(reasonFor({ lv: `${linear('"pv0", 0')} ${linear('"pv0", 9', 4, 3, 2)}` })).toBe(
    'its segments do not follow one another',
  );
  expect(reasonFor({ lv: linear('"pv0", 9007199254740991') })).toContain('past any end');
  expect(reasonFor({ lv: linear('"pv0", 0', 9_007_199_254_740_991) })).toBe('it is larger than can be');
  expect(reasonFor({ lv: linear('"pv0", 0') }, { ...ALL, hasPv: () => false })).toContain(
    'which is not there',
  );
  const chain = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`v${at}`, linear(`"v${at + 1}", 0`)]),
  );
  expect(reasonFor({ ...chain, lv: linear('"v0", 0') })).toContain('deeper than can be');
});

test('extents that two volumes have at once are told, and those side by side are not', () => {
  const apart = { lv: linear('"pv0", 0'), other: linear('"pv0", 4'), third: linear('"pv1", 2') };
  expect(overlappingExtents(groupOf(apart))).toEqual([]);
  expect(overlappingExtents(groupOf({ ...apart, third: linear('"pv0", 3') }))).toEqual([
    'lv and third have the same extents of pv0, from 3 on',
    'third and other have the same extents of pv0, from 4 on',
  ]);
});

test('volumes that multiply in volumes are not followed to their end', () => {
  const many = (area: string) => Array.from({ length: 90 }, (_, at) => linear(area, 1, at, at + 1)).join(' ');
  const wide = (name: string) =>
    segment(
      1,
      0,
      90,
      `type = "mirror" mirrors = [${Array.from({ length: 90 }, () => `"${name}", 0`).join(', ')}]`,
    );
  const volumes = { lv: wide('a'), a: wide('b'), b: wide('c'), c: many('"gone", 0') };
  expect(reasonFor(volumes)).toMatch(/gone|more pieces/);
});
