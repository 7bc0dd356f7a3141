import { expect, test } from 'vitest';
import type { BlockSource } from './block-source.ts';
import { type AreaFixture, diskFixture, groupText } from './disk.fixture.ts';
import { exportScan } from './export-scan.ts';
import { dashedUuid } from './lvm-words.ts';
import { recordedDisk, recordedDisks, sourceOver } from './recorded-disk.fixture.ts';
import { renderScan } from './render-scan.ts';
import { scanDisks } from './scan-disks.ts';
import { findVolume } from './volume-address.ts';

/** Devices of 64 MiB, as they were; what is recorded is their first 2 MiB. */
const disks = (...names: readonly string[]) =>
  scanDisks(
    names.map((name) => ({ path: `/dev/${name}`, source: sourceOver(recordedDisk(name), 64 * 2 ** 20) })),
  );

const textOf = async (...names: readonly string[]) => [...renderScan((await disks(...names)).scan)].join('');

test('a scan is printed as a tree, with what is missing and where the bytes are', async () => {
  expect(await textOf('striped-3', 'striped-1', 'striped-2')).toMatchInlineSnapshot(`
    "/dev/striped-3, 64 MiB: PV 04Ebcg-NUjI-m1S3-tu4W-SiBB-ktrj-6kkbBp of striped
    /dev/striped-1, 64 MiB: PV hYmjyB-NBuz-PZc1-WXcG-kmb6-y1pr-gA2PQ3 of striped
     └─ VG striped: 3 PVs, 1 volume, change 2 on host1.example.com at 2026-11-21 16:59:19 UTC
        └─ LV wide, 24 MiB, striped
           ├─ 24 MiB in stripes of 64 KiB, in turns from
           ├─   8 MiB on /dev/striped-1 at 1 MiB
           ├─   8 MiB on /dev/striped-2 at 1 MiB
           └─   8 MiB on /dev/striped-3 at 1 MiB
    /dev/striped-2, 64 MiB: PV mKoCSe-1c4O-kFSn-ezZc-Zr2l-led5-SpKOvX of striped
    "
  `);
  expect(await textOf('mirror-1')).toMatchInlineSnapshot(`
    "/dev/mirror-1, 64 MiB: PV xTT6v8-2s9y-0Kck-Ez0V-coyn-aVCH-YOl2eq of mirror
     └─ VG mirror: 3 PVs, 2 missing, 1 volume, change 3 on host1.example.com at 2026-11-21 17:00:59 UTC
        ├─ ! PV c85MS0-aLfR-iqfj-JU3O-1n1n-16u8-Ia2dnC is missing
        ├─ ! PV u74Daq-edwk-6hWc-70Fi-2hJG-tvFf-Tphvsz is missing
        └─ LV old, 8 MiB, mirror, by old_mimage_0: 8 MiB on /dev/mirror-1 at 1 MiB
    "
  `);
  expect(await textOf('snapshot-1', 'thin-1')).toMatchInlineSnapshot(`
    "/dev/snapshot-1, 64 MiB: PV dUeIas-oELF-8fq7-zZh2-AolS-N8cX-Hgercb of snapshot
     └─ VG snapshot: 1 PV, 2 volumes, change 4 on host1.example.com at 2026-11-21 17:01:02 UTC
        ├─ LV origin, 8 MiB, linear: 8 MiB on /dev/snapshot-1 at 1 MiB
        └─ LV copy, 4 MiB, linear; not readable from here: on its disks is only what changed in origin since it was made
    /dev/thin-1, 64 MiB: PV m6C6Pc-sxEb-T1rw-sjmU-dPP5-SY8f-Zu9IU9 of thin
     └─ VG thin: 1 PV, 3 volumes, change 8 on host1.example.com at 2026-11-21 17:01:14 UTC
        ├─ LV pool, 16 MiB, thin-pool; not readable from here: it is a pool: its blocks belong to its thin volumes
        ├─ LV one, 20 MiB, thin; not readable from here: its blocks are where the metadata of its pool says
        └─ LV two, 20 MiB, thin; not readable from here: its blocks are where the metadata of its pool says
    "
  `);
  expect(await textOf('logical', 'gpt')).toMatchInlineSnapshot(`
    "/dev/logical, 64 MiB: MBR of 3 partitions
     ├─ partition 1 (Linux) at 32 KiB, 64 KiB: no LVM
     ├─ partition 5 (Linux) at 150 KiB, 128 KiB: no LVM
     └─ partition 6 (LVM) at 300 KiB, 256 KiB: no LVM
    /dev/gpt, 64 MiB: GPT of 2 partitions
     ├─ ! the backup of its GPT at the end of the disk: it has no header
     ├─ partition 1 (Linux) "a b" at 32 KiB, 256 KiB: no LVM
     └─ partition 2 (LVM) at 288 KiB, 512 KiB: no LVM
    "
  `);
});

test('a PV that keeps no metadata is taken by the group that lists it', async () => {
  const { scan } = await disks('none-1', 'none-2');
  expect(scan.places.map(({ pv }) => pv.kind === 'pv' && pv.group !== null)).toEqual([false, true]);
  expect(scan.groups.map(({ pvs }) => pvs.map(({ at }) => at))).toEqual([[[0], [1]]]);
});

test('of copies of a PV none is read in the place of the other', async () => {
  const { scan } = await disks('raid1-1', 'raid1-1', 'raid1-2');
  expect(scan.groups).toHaveLength(1);
  const uuid = 'BsggKM-0RCK-MvoB-e5IZ-gl5D-hqBn-zciQl0';
  expect(scan.groups[0]?.problems).toEqual([
    {
      kind: 'note',
      text: `PV ${uuid} is there 2 times, /dev/raid1-1, /dev/raid1-1; none is read, since which one counts cannot be known`,
    },
  ]);
  expect(scan.problems.map(({ text }) => text)).toEqual([
    expect.stringContaining(
      `PV ${uuid} is there 2 times: /dev/raid1-1 (not read), /dev/raid1-1 (not read); which copy`,
    ),
  ]);
  const match = findVolume(scan, 'raid1/safe');
  expect(match).toMatchObject({
    ok: true,
    value: { found: { layout: { ok: true, value: { legs: ['safe_rimage_1'] } } } },
  });
});

test('copies of a whole disk are groups of their own, and a volume has to be told by its place', async () => {
  const { scan } = await disks('thin-1', 'thin-1');
  expect(scan.groups.map(({ pvs }) => pvs.map(({ at }) => at))).toEqual([[[0]], [[1]]]);
  expect(findVolume(scan, 'thin/pool_tmeta')).toEqual({
    ok: false,
    reason: 'thin/pool_tmeta: it is there in several places; name fewer paths',
  });
});

test('a PV that is there three times is told with all of its places', async () => {
  const { scan } = await disks('thin-1', 'thin-1', 'thin-1');
  expect(exportScan(scan).duplicates).toEqual([
    {
      uuid: 'm6C6Pc-sxEb-T1rw-sjmU-dPP5-SY8f-Zu9IU9',
      places: [0, 1, 2].map((place) => ({ place, group: place })),
    },
  ]);
  expect(scan.problems).toEqual([
    { kind: 'note', text: expect.stringMatching(/ is there 3 times: .*disk of its own$/) },
  ]);
});

test('UUIDs are printed in one form, as LVM has them', async () => {
  const { scan } = await disks('raid1-1', 'thin-1', 'snapshot-1', 'raid1-1');
  const printed = `${[...renderScan(scan)].join('')}${JSON.stringify(exportScan(scan))}`;
  const uuids = scan.groups.flatMap(({ group }) =>
    [group, ...group.pvs, ...group.volumes].map(({ uuid }) => uuid),
  );
  expect(uuids.length).toBeGreaterThan(15);
  for (const uuid of uuids) {
    expect(printed).toContain(dashedUuid(uuid));
    expect(printed).not.toContain(uuid);
  }
});

const AREA: AreaFixture = { offset: 4096, length: 65_536, text: groupText() };
const scanOne = (source: BlockSource) => scanDisks([{ path: '/dev/x', source }]);

test('the bytes of a volume are read across its segments', async () => {
  const disk = diskFixture({ sizeBytes: 2 ** 20, areas: [AREA] });
  const behind = sourceOver(disk, 2 ** 30);
  const marked: BlockSource = {
    ...behind,
    read: async (buffers, offset) => {
      const got = await behind.read(buffers, offset);
      for (const buffer of buffers.filter(() => offset >= 2 ** 20)) buffer.fill(offset / 2 ** 20);
      return got;
    },
  };
  const { scan, sourceOf } = await scanOne(marked);
  const [group] = scan.groups;
  const source = group && sourceOf(group, 'data');
  const buffer = new Uint8Array(8);
  // Extents of 4 MiB from 1 MiB on: the volume has the first two, and then those from the tenth on.
  expect(await source?.read([buffer], 8 * 2 ** 20 - 4)).toBe(8);
  expect([...buffer]).toEqual([8, 8, 8, 8, 41, 41, 41, 41]);
});

test('names are printed so that a terminal takes no orders from them', async () => {
  const text = groupText().replaceAll('data', 'd\x1b2J').replaceAll('"guest"', '"\x07"');
  const { scan } = await scanOne(
    sourceOver(diskFixture({ sizeBytes: 2 ** 20, areas: [{ ...AREA, text }] }), 2 ** 30),
  );
  const printed = [...renderScan(scan)].join('');
  expect(printed).toContain('d\\x1b2J');
  expect(printed).not.toMatch(/[^\n\x20-\x7e└├│─]/);
});

test('all of it can be told to programs', async () => {
  const { scan } = await disks('segments-1', 'thin-1', 'gpt');
  const json = exportScan(scan);
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  expect(json.groups.flatMap(({ volumes }) => volumes.map(({ address }) => address))).toContain(
    'thin/pool_tdata',
  );
});

/** The text of the metadata that counts on a recorded disk; null without one that lies in one piece. */
async function metadataTextOf(name: string): Promise<string | null> {
  const { scan } = await disks(name);
  const [place] = scan.places;
  const metadata = place?.pv.kind === 'pv' ? place.pv.metadata : null;
  if (!metadata || metadata.isWrapped) return null;
  const bytes = recordedDisk(name).subarray(metadata.offset);
  return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
}

test.each(['segments-1', 'striped-1', 'thin-1', 'snapshot-1', 'raid1-1'])(
  'the text of the metadata alone tells where the volumes of %s lie, as its disks do',
  async (name) => {
    const set = recordedDisks().filter((each) => each.replace(/-\d$/, '') === name.replace(/-\d$/, ''));
    const metadataText = (await metadataTextOf(name)) ?? '';
    const { scan, sourceOf } = await scanDisks([
      { path: 'vg.txt', source: sourceOver(new Uint8Array(), 9), metadataText },
    ]);
    const ofDisks = exportScan((await disks(...set)).scan).groups[0];
    const ofText = exportScan(scan).groups[0];
    expect(ofText?.volumes.map(({ address, layout }) => ({ address, layout }))).toEqual(
      ofDisks?.volumes.map(({ address, layout }) => ({ address, layout })),
    );
    expect(ofText?.volumes.length).toBeGreaterThan(0);
    const [group] = scan.groups;
    for (const { volume } of group?.volumes ?? []) expect(group && sourceOf(group, volume.name)).toBeNull();
    expect([...renderScan(scan)].join('')).toContain('a copy of LVM metadata as text\n');
    expect([...renderScan(scan)].join('')).not.toContain('missing');
  },
);

test('a text of metadata that was cut says where it ends', async () => {
  const metadataText = ((await metadataTextOf('segments-1')) ?? '').slice(0, 900);
  const { scan } = await scanDisks([
    { path: 'vg.txt', source: sourceOver(new Uint8Array(), 9), metadataText },
  ]);
  expect([...renderScan(scan)].join('')).toMatch(
    /^vg\.txt, 9 B: a text of LVM metadata that cannot be read: /,
  );
  expect(exportScan(scan).isDamaged).toBe(true);
});
