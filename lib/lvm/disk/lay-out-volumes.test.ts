import { expect, test } from 'vitest';
import { type LayoutOptions, layOutVolumes } from './lay-out-volumes.ts';
import { metadataWords, uuidOf } from './metadata.fixture.ts';
import { parseVolumeGroup } from './parse-volume-group.ts';
import { doubtOfOrigin } from './unreadable-types.ts';
import type { LvmGroup } from './volume-group.ts';
import { piecesOf } from './volume-layout.ts';

const MIB = 2 ** 20;
const room = (value: number) => ({ ok: true, value }) as const;
const ALL: LayoutOptions = { roomOf: () => room(2 ** 40), staleLegs: new Set() };

/** A group of extents of 1 MiB, with two PVs of 100 and these volumes. */
function groupOf(volumes: Readonly<Record<string, string>>) {
  const text = metadataWords({
    pvs: ['pv0', 'pv1'].map((key) => ({ key, count: 100 })),
    volumes: Object.entries(volumes).map(([name, words]) => ({
      name,
      status: /^[im]\d/.test(name) ? '["READ", "WRITE"]' : '["READ", "WRITE", "VISIBLE"]',
      segments: words.split(' ; '),
    })),
  });
  const group = parseVolumeGroup(text);
  if (!group.ok) throw new Error(group.reason);
  return group.value;
}

const segment = (from: number, count: number, rest: string) =>
  `start_extent = ${from} extent_count = ${count} ${rest}`;
const linear = (area: string, count = 4, from = 0) =>
  segment(from, count, `type = "striped" stripe_count = 1 stripes = [${area}]`);

function reasonFor(volumes: Readonly<Record<string, string>>, options = ALL): string {
  const layout = layOutVolumes(groupOf(volumes), options)('lv');
  return layout.ok ? 'it is readable' : layout.reason;
}

test('stripes go round over their columns, a chunk from each', () => {
  const striped = segment(
    ...([
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
  lv: segment(
    0,
    4,
    'type = "raid1" device_count = 2 region_size = 1024 raids = ["m0_rmeta_0", "i0", "m1_rmeta_1", "i1"]',
  ),
  m0_rmeta_0: linear('"pv0", 0', 1),
  m1_rmeta_1: linear('"pv1", 0', 1),
  i0: linear('"pv0", 1'),
  i1: linear('"pv1", 1'),
};

test('of the legs of a raid1 the first that is there and not behind is read', () => {
  const legs = (options: LayoutOptions) => {
    const layout = layOutVolumes(groupOf(RAID1), options)('lv');
    return layout.ok ? layout.value.legs : layout.reason;
  };
  expect(legs(ALL)).toEqual(['i0']);
  expect(legs({ ...ALL, staleLegs: new Set(['i0']) })).toEqual(['i1']);
  const second = (key: string) => (key === 'pv1' ? room(2 ** 40) : ({ ok: false, reason: 'gone' } as const));
  expect(legs({ ...ALL, roomOf: second })).toEqual(['i1']);
  expect(legs({ ...ALL, staleLegs: new Set(['i0', 'i1']) })).toBe('its leg i1 is behind the others');
});

test('what its disks alone do not tell has a reason', () => {
  const store = segment(0, 4, 'type = "snapshot" chunk_size = 8 origin = "below" cow_store = "lv"');
  const below = linear('"pv0", 40');
  expect(reasonFor({ lv: linear('"pv0", 0'), below: linear('"pv0", 4'), snapshot0: store })).toBe(
    'on its disks is only what changed in below since it was made',
  );
  const thin = 'type = "thin" thin_pool = "below" transaction_id = 1 device_id = 1';
  expect(reasonFor({ lv: segment(0, 4, thin), below })).toContain('its pool');
  const cache = 'type = "cache" origin = "below" cache_pool = "below"';
  expect(reasonFor({ lv: segment(0, 4, cache), below })).toContain('cache alone');
  for (const type of ['unheard-of', 'linear', 'striped+UNHEARD_OF'])
    expect(reasonFor({ lv: linear('"pv0", 0').replace('striped', type) })).toContain('does not know');
  const broken = {
    i0: segment(0, 4, 'type = "error"'),
    i1: segment(0, 4, 'type = "error"'),
  };
  expect(reasonFor({ ...RAID1, ...broken })).toContain('every read fails');
  expect(
    reasonFor({ ...RAID1, lv: RAID1.lv.replace('device_count', 'data_offset = 2048 device_count') }),
  ).toContain('reshaped');
});

test('metadata that cannot be is told from metadata that can', () => {
  const others = { b: linear('"pv0", 40') };
  const where = 'its metadata is damaged: line';
  for (const [volumes, reason] of [
    [{ lv: linear('"lv", 0') }, 'lv is part of itself'],
    [{ lv: linear('"b", 0'), b: linear('"lv", 0') }, 'lv is part of itself'],
    [{ lv: linear('"pv0", 98') }, 'needs 4 extents of pv0 from 98 on, which has 100'],
    [{ ...others, lv: linear('"b", 2') }, 'needs 4 extents of b from 2 on, which has 4'],
    [{ lv: linear('"nothing", 0') }, 'names nothing, and there is no such volume'],
    [{ lv: `${linear('"pv0", 0')} ; ${linear('"pv0", 9', 4, 3)}` }, 'is 3, where the one before ends at 4'],
    [{ lv: `${linear('"pv0", 0')} ; ${linear('"pv0", 9', 4, 5)}` }, 'is 5, where the one before ends at 4'],
    [{ lv: linear('"pv0", 4294967296') }, 'has 4294967296 as its second entry, which is not an extent'],
    [{ lv: linear('"pv0", 0', 2 ** 32) }, 'is 4294967296, which is more than 4294967295'],
    [
      { lv: linear('"pv0", 0').replace('stripe_count = 1', 'stripe_count = 2') },
      'has 1, where stripe_count is 2',
    ],
  ] as const) {
    expect(reasonFor(volumes)).toContain(where);
    expect(reasonFor(volumes)).toContain(reason);
  }
});

test('a PV that is not there, or ends before, is a reason too', () => {
  const lv = { lv: linear('"pv0", 0') };
  expect(reasonFor(lv, { ...ALL, roomOf: () => ({ ok: false, reason: 'which is not there' }) })).toBe(
    `it needs the PV ${uuidOf('pv0')}, which is not there`,
  );
  expect(reasonFor(lv, { ...ALL, roomOf: () => room(5 * MIB) })).toBe('it is readable');
  expect(reasonFor(lv, { ...ALL, roomOf: () => room(5 * MIB - 1) })).toContain('past the end of what the PV');
});

test('where a snapshot cannot be read, its store is not taken for a volume, and its origin is in doubt', () => {
  const volumes = { origin: linear('"pv0", 0'), i0: linear('"pv0", 4') };
  const snapshot = (store: string) =>
    groupOf({ ...volumes, m0: segment(0, 4, `type = "snapshot" chunk_size = 8 origin = "origin" ${store}`) });
  const whole = snapshot('cow_store = "i0"');
  expect(doubtOfOrigin(whole)).toBeNull();
  expect(layOutVolumes(whole, ALL)('i0')).toMatchObject({
    reason: expect.stringContaining('only what changed in'),
  });
  for (const store of ['cow_store = 5', '', 'cow_store = ""', 'cow_stoer = "i0"']) {
    const group = snapshot(store);
    expect(doubtOfOrigin(group)).toContain('the metadata of m0 is damaged');
    expect(layOutVolumes(group, ALL)('i0')).toMatchObject({
      reason: expect.stringContaining('may be part of m0'),
    });
    expect(layOutVolumes(group, ALL)('origin')).toMatchObject({ ok: true });
  }
});

test('volumes in volumes are not followed deeper than can be', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`v${at}`, linear(at < 19 ? `"v${at + 1}", 0` : '"pv0", 0')]),
  );
  expect(reasonFor({ ...chain, lv: linear('"v0", 0') })).toContain('deeper than can be');
});

test('extents that two volumes have at once are told, and those side by side are not', () => {
  const apart = { lv: linear('"pv0", 0'), other: linear('"pv0", 4'), third: linear('"pv1", 2') };
  const damage = (volumes: Readonly<Record<string, string>>) =>
    groupOf(volumes).volumes.map((volume) => volume.damage.map(({ reason }) => reason));
  expect(damage(apart)).toEqual([[], [], []]);
  expect(damage({ ...apart, third: linear('"pv0", 3') })).toEqual([
    ['has extents of pv0 that third has too, from 3 on'],
    ['has extents of pv0 that third has too, from 4 on'],
    ['has extents of pv0 that lv has too, from 3 on', 'has extents of pv0 that other has too, from 4 on'],
  ]);
});

test('what is hidden and a part of nothing is not read where something else cannot be', () => {
  const volumes = { i0: linear('"pv0", 0'), other: linear('"pv0", 4') };
  const layout = (group: LvmGroup) => layOutVolumes(group, ALL)('i0');
  expect(layout(groupOf(volumes))).toMatchObject({ ok: true });
  expect(layout(groupOf({ ...volumes, lv: linear('"pv0", "x"') }))).toEqual({
    ok: false,
    reason: 'it is hidden, and may be part of lv, which cannot be read',
  });
});

test('volumes that multiply in volumes are not followed to their end', () => {
  const many = (area: string) => Array.from({ length: 90 }, (_, at) => linear(area, 1, at)).join(' ; ');
  const wide = (name: string) => {
    const legs = Array.from({ length: 90 }, () => `"${name}", 0`).join(', ');
    return segment(0, 90, `type = "mirror" mirror_count = 90 region_size = 1024 mirrors = [${legs}]`);
  };
  const gone: LayoutOptions['roomOf'] = () => ({ ok: false, reason: 'which is gone' });
  const volumes = { lv: wide('a'), a: wide('b'), b: wide('c'), c: many('"d", 0'), d: linear('"pv0", 0') };
  expect(reasonFor(volumes, { ...ALL, roomOf: gone })).toMatch(/gone|more pieces/);
});
