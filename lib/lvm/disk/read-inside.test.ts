import { expect, test } from 'vitest';
import { readFrom } from '../../block/byte-source.ts';
import { diskFixture, groupText, PV_UUID } from './disk.fixture.ts';
import { readInside } from './read-inside.ts';
import { recordedDisk } from './recorded-disk.fixture.ts';

const MIB = 2 ** 20;

function insideOf(disk: Uint8Array, sizeBytes = disk.length) {
  return readFrom(disk, readInside(sizeBytes));
}

/** A PV whose metadata says this. */
function pvWith(text: string): Uint8Array {
  return diskFixture({ sizeBytes: 2 * MIB, areas: [{ offset: 4096, length: MIB - 4096, text }] });
}

test('a PV is told with its group, and the first of its volumes', () => {
  expect(insideOf(pvWith(groupText(7)))).toEqual({
    partitionTable: null,
    pvs: [
      {
        partitionNumber: null,
        offsetBytes: 0,
        sizeBytes: 2 * MIB,
        uuid: PV_UUID,
        group: {
          name: 'docker-volumes',
          uuid: 'ZxKtV8Ro5aNRUgFbRUB3ggYHaOOuqcaQ',
          sequence: 7,
          pvCount: 1,
          systemId: '',
          allowsAutoActivation: true,
          volumeCount: 3,
          volumes: [
            { name: 'data', type: 'linear', sizeBytes: 20 * MIB },
            { name: 'thin', type: 'thin', sizeBytes: 20 * MIB },
            { name: 'pool', type: 'thin-pool', sizeBytes: 16 * MIB },
          ],
        },
      },
    ],
    problems: [],
  });
});

test('a group that is for another host, or forbids auto-activation, says so', () => {
  const group = (text: string) => insideOf(pvWith(text))?.pvs[0]?.group;
  expect(group(groupText().replace('extent_size', 'system_id = "other"\nextent_size'))).toMatchObject({
    systemId: 'other',
  });
  // As vgchange and lvchange --setautoactivation n write it.
  expect(group(groupText().replace('flags = []', 'flags = ["NOAUTOACTIVATE"]'))).toMatchObject({
    allowsAutoActivation: false,
  });
  const inactive = groupText().replace(/(VISIBLE"\]\nflags = )\[\]/g, '$1["NOAUTOACTIVATE"]');
  expect(group(inactive)).toMatchObject({ allowsAutoActivation: false });
  expect(group(groupText().replace(/(VISIBLE"\]\nflags = )\[\]/, '$1["NOAUTOACTIVATE"]'))).toMatchObject({
    allowsAutoActivation: true,
  });
});

test('PVs in partitions are told by partition', () => {
  const disk = new Uint8Array(4 * MIB);
  disk.set(pvWith(groupText()), MIB);
  // Of type 8e, from sector 2048 on, of 4096 sectors.
  disk.set([0, 0, 0, 0, 0x8e, 0, 0, 0, 0, 8, 0, 0, 0, 16, 0, 0], 446 + 16);
  disk.set([0x55, 0xaa], 510);
  expect(insideOf(disk)).toMatchObject({
    partitionTable: 'mbr',
    pvs: [{ partitionNumber: 2, offsetBytes: MIB, sizeBytes: 2 * MIB, group: { name: 'docker-volumes' } }],
    problems: [],
  });
});

test('a partition table is told though there is no LVM in its partitions', () => {
  const kinds = ['gpt', 'logical'].map((name) => insideOf(recordedDisk(name), 64 * MIB)?.partitionTable);
  expect(kinds).toEqual(['gpt', 'mbr']);
});

test('a disk of zeros, and one with a file system, hold nothing', () => {
  expect(insideOf(new Uint8Array(MIB))).toBeNull();
  expect(insideOf(new Uint8Array(0), 2 ** 40)).toBeNull();
});

test('no text of a guest is longer than LVM would have it, and there are not more than twenty volumes', () => {
  const [, volume = ''] = /(data \{.*?\n\}\n\})\n\nthin/s.exec(groupText()) ?? [];
  const many = Array.from({ length: 30 }, (_, i) => volume.replace('data', `data${i}`)).join('\n');
  const text = groupText()
    .replace(volume, many)
    .replace('docker-volumes {', `${'x'.repeat(5000)} {`);
  // LVM reads no text that begins with such a name.
  expect(insideOf(pvWith(text))?.problems).toEqual([expect.stringMatching(/does not begin with a name/)]);
  const group = insideOf(pvWith(`first = 1\n${text}`))?.pvs[0]?.group;
  expect(group?.volumeCount).toBe(32);
  expect(group?.volumes).toHaveLength(20);
  expect(group?.name).toHaveLength(128);
});

test('numbers that are none are null, and said', () => {
  const damaged = groupText(4)
    .replace('seqno = 4', 'seqno = -4')
    .replace('extent_count = 3', 'extent_count = "3"');
  const found = insideOf(pvWith(damaged));
  expect(found?.pvs[0]?.group?.sequence).toBeNull();
  expect(found?.pvs[0]?.group?.volumes.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
    ['data', null],
    ['thin', 20 * MIB],
    ['pool', 16 * MIB],
  ]);
  expect(found?.problems).toEqual([
    expect.stringMatching(/^VG docker-volumes: line 3: seqno is -4/),
    expect.stringMatching(
      /^VG docker-volumes: line 47: logical_volumes\/data\/segment2\/extent_count is "3"/,
    ),
  ]);
});

test('damage is said', () => {
  const disk = pvWith(groupText());
  disk[4096] = 1;
  expect(insideOf(disk)).toMatchObject({
    pvs: [{ uuid: PV_UUID, group: null }],
    problems: ['metadata area 1 of 1: the checksum of its header is wrong'],
  });
  disk[600] = 1;
  expect(insideOf(disk)).toMatchObject({
    pvs: [],
    problems: [expect.stringMatching(/the label in sector 1/)],
  });
});
