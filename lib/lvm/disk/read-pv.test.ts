import { expect, test } from 'vitest';
import { readFrom } from '../../block/byte-source.ts';
import { type AreaFixture, type DiskFixture, diskFixture, groupText, PV_UUID } from './disk.fixture.ts';
import { gatherGroups } from './gather-groups.ts';
import { lvmChecksum } from './lvm-checksum.ts';
import { type PvFound, readPv } from './read-pv.ts';

const MIB = 2 ** 20;
const AREA: AreaFixture = { offset: 4096, length: 65_536, text: groupText() };
const DISK: DiskFixture = { sizeBytes: MIB, areas: [AREA] };

const found = (bytes: Uint8Array): PvFound => readFrom(bytes, readPv());
function pvIn(bytes: Uint8Array) {
  const pv = found(bytes);
  if (pv.kind !== 'pv') throw new Error(JSON.stringify(pv));
  return pv;
}
function changed(at: number, value: number, disk = diskFixture(DISK)): Uint8Array {
  disk[at] = value;
  return disk;
}

test.each([0, 1, 2, 3])('a label is found in sector %i', (labelSector) => {
  const pv = pvIn(diskFixture({ ...DISK, labelSector }));
  expect(pv.label).toMatchObject({
    sector: labelSector,
    uuid: PV_UUID,
    deviceSizeBytes: MIB,
    dataAreas: [{ offset: MIB, length: 0 }],
    metadataAreas: [{ offset: 4096, length: 65_536 }],
    extensionVersion: 2,
    isInUse: true,
  });
  expect(pv.problems).toEqual([]);
});

test('the group is read with its PVs, volumes and segments', () => {
  const { group, metadata } = pvIn(diskFixture(DISK));
  expect(metadata).toEqual({ offset: 4096 + 512, isWrapped: false, isIgnored: false });
  expect(group).toMatchObject({
    name: 'docker-volumes',
    uuid: 'ZxKtV8Ro5aNRUgFbRUB3ggYHaOOuqcaQ',
    sequence: 3,
    status: ['RESIZEABLE', 'READ', 'WRITE'],
    tags: ['production'],
    extentSizeBytes: 4 * MIB,
    pvs: [{ key: 'pv0', uuid: PV_UUID, deviceHint: '/dev/vda', extentsAtBytes: MIB, extentCount: 255 }],
    writtenOn: 'guest',
    timeSeconds: 1763689859,
  });
  expect(group?.volumes.map(({ name, segments }) => [name, segments.map(({ areas }) => areas)])).toEqual([
    [
      'data',
      [
        [{ role: 'stripe', kind: 'pv', name: 'pv0', startExtent: 0 }],
        [{ role: 'stripe', kind: 'pv', name: 'pv0', startExtent: 10 }],
      ],
    ],
    ['thin', [[{ role: 'thin_pool', kind: 'volume', name: 'pool', startExtent: 0 }]]],
    [
      'pool',
      [
        [
          { role: 'metadata', kind: 'volume', name: 'pool_tmeta', startExtent: 0 },
          { role: 'pool', kind: 'volume', name: 'pool_tdata', startExtent: 0 },
        ],
      ],
    ],
    ['pool_tmeta', [[{ role: 'stripe', kind: 'pv', name: 'pv0', startExtent: 20 }]]],
    ['pool_tdata', [[{ role: 'stripe', kind: 'pv', name: 'pv0', startExtent: 21 }]]],
  ]);
  expect(group?.volumes[1]?.segments[0]?.settings).toEqual(
    new Map([
      ['transaction_id', 0],
      ['device_id', 1],
    ]),
  );
});

test('a text that goes past the end of its ring is put together', () => {
  const at = AREA.length - 700;
  const pv = pvIn(diskFixture({ ...DISK, areas: [{ ...AREA, at }] }));
  expect(pv.metadata).toMatchObject({ offset: 4096 + at, isWrapped: true });
  expect(pv.group?.volumes).toHaveLength(5);
});

test('of two areas the newer one counts, and the other is told', () => {
  const second = { offset: 131_072, length: 65_536, text: groupText(4) };
  const pv = pvIn(diskFixture({ ...DISK, areas: [AREA, second] }));
  expect(pv.group?.sequence).toBe(4);
  expect(pv.problems).toEqual([
    {
      kind: 'note',
      text: 'metadata area 1 of 2 has change 3 of the group, and metadata area 2 of 2, which counts, change 4',
    },
  ]);
});

test('an area that is out of use counts only where there is no other', () => {
  const ignored = { ...AREA, text: groupText(9), isIgnored: true };
  const second = { offset: 131_072, length: 65_536, text: groupText(4) };
  expect(pvIn(diskFixture({ ...DISK, areas: [ignored, second] })).group?.sequence).toBe(4);
  expect(pvIn(diskFixture({ ...DISK, areas: [ignored] })).group?.sequence).toBe(9);
});

test('a damaged area falls back to the other, and says so', () => {
  const disk = diskFixture({ ...DISK, areas: [AREA, { ...AREA, offset: 131_072 }] });
  const pv = pvIn(changed(4096 + 600, 0, disk));
  expect(pv.group?.name).toBe('docker-volumes');
  expect(pv.problems).toEqual([
    {
      kind: 'repaired',
      text: 'metadata area 1 of 2: the checksum of its text is wrong; metadata area 2 of 2 was read instead',
    },
  ]);
});

test.each([
  ['of its header', 4096 + 30, 'the checksum of its header is wrong'],
  ['of its mark', 4096 + 6, 'it has no header'],
  ['of its text', 4096 + 1000, 'the checksum of its text is wrong'],
])('damage %s is said', (_, at, reason) => {
  const pv = pvIn(changed(at, 1));
  expect(pv).toMatchObject({
    group: null,
    metadata: null,
    problems: [{ kind: 'damaged', text: `metadata area 1 of 1: ${reason}` }],
  });
});

test('a label whose checksum is wrong is no PV, and no nothing', () => {
  expect(found(changed(512 + 40, 1))).toEqual({
    kind: 'damaged',
    reason: 'the label in sector 1 cannot be believed: its checksum is wrong',
  });
});

test('a damaged label in front of a good one is made up for, and another PV behind it is passed over', () => {
  const disk = diskFixture({ ...DISK, labelSector: 2 });
  disk.set(diskFixture({ ...DISK, labelSector: 0 }).subarray(0, 512));
  disk.set(
    diskFixture({ ...DISK, labelSector: 3, uuid: 'z'.repeat(32) }).subarray(3 * 512, 4 * 512),
    3 * 512,
  );
  const pv = pvIn(changed(40, 1, disk));
  expect(pv.label).toMatchObject({ sector: 2, uuid: PV_UUID });
  expect(pv.problems).toEqual([
    {
      kind: 'repaired',
      text: 'the label in sector 0 cannot be believed: its checksum is wrong; that in sector 2 was read instead',
    },
    {
      kind: 'repaired',
      text: expect.stringMatching(
        /^the label in sector 3 cannot be believed: it is of another PV, zzzzzz-zzzz-/,
      ),
    },
  ]);
});

test('a label with a UUID that is none, or an extension that cannot be, is damaged', () => {
  expect(pvIn(diskFixture({ ...DISK, uuid: '\x1b'.repeat(32) })).problems).toEqual([
    { kind: 'damaged', text: 'the UUID in its label is not an LVM UUID' },
  ]);
  const disk = diskFixture(DISK);
  const label = new DataView(disk.buffer, 512, 512);
  // Behind the UUID, the size, a data area, a metadata area and their ends: a list of bootloader areas that goes on to the end.
  for (let at = 144; at + 8 <= 512; at += 8) label.setBigUint64(at, 1n, true);
  label.setUint32(16, lvmChecksum(disk.subarray(512 + 20, 1024)), true);
  const pv = pvIn(disk);
  expect(pv.label).toMatchObject({ isInUse: null, extensionVersion: null, bootloaderAreas: [] });
  expect(pv.problems).toEqual([
    { kind: 'damaged', text: expect.stringMatching(/^the list of bootloader areas/) },
  ]);
});

test('two areas with different metadata of the same change are damaged, and neither is believed', () => {
  const second = { offset: 131_072, length: 65_536, text: groupText().replace('production', 'test') };
  const pv = pvIn(diskFixture({ ...DISK, areas: [AREA, second] }));
  const text =
    'metadata area 2 of 2 has other metadata of the same change 3 of the group than metadata area 1 of 2';
  expect(pv.problems).toEqual([{ kind: 'damaged', text }]);
  expect(gatherGroups([{ where: 0, pv }])[0]?.problems).toEqual([
    { kind: 'damaged', text: `PV abcdef-GHIJ-klmn-OPQR-stuv-WXYZ-012345: ${text}` },
  ]);
});

test('of two areas with the same change the one without damage counts', () => {
  const damaged = { ...AREA, text: groupText().replace('pe_count = 255', 'pe_count = -255') };
  const second = { offset: 131_072, length: 65_536, text: groupText() };
  const pv = pvIn(diskFixture({ ...DISK, areas: [damaged, second] }));
  expect(pv.group?.pvs[0]?.extentCount).toBe(255);
  expect(pv.problems).toEqual([
    {
      kind: 'repaired',
      text: expect.stringMatching(
        /^metadata area 1 of 2 is damaged: line 22: physical_volumes\/pv0\/pe_count is -255.* area 2 of 2 was read instead$/,
      ),
    },
  ]);
});

test('a PV without a group, one without metadata, an empty disk and one that cannot be read', () => {
  expect(pvIn(diskFixture({ ...DISK, areas: [{ ...AREA, text: '' }] }))).toMatchObject({
    group: null,
    problems: [],
  });
  expect(pvIn(diskFixture({ ...DISK, areas: [] }))).toMatchObject({ group: null, problems: [] });
  expect(found(new Uint8Array(MIB))).toEqual({ kind: 'none' });
  expect(found(new Uint8Array(0))).toEqual({ kind: 'none' });
  expect(pvIn(diskFixture(DISK).subarray(0, 4096))).toMatchObject({
    problems: [{ kind: 'damaged', text: 'metadata area 1 of 1: it cannot be read to the end of its header' }],
  });
});
