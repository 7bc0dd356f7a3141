import { expect, test } from 'vitest';
import type { InsideAsRead } from '../lvm/inside.ts';
import { createInsides } from './insides.ts';

const VG = 'ZxKtV8Ro5aNRUgFbRUB3ggYHaOOuqcaQ';
const LV = '04ZIQddxAjUs9UosjTDnOSqYCNEXdGvl';
const GROUP = {
  name: 'docker-volumes',
  uuid: VG,
  sequence: 3,
  pvCount: 1,
  systemId: '',
  allowsAutoActivation: true,
  volumeCount: 0,
  volumes: [],
};
const READ: InsideAsRead = {
  readAtSeconds: 1,
  partitionTable: null,
  pvs: [{ partitionNumber: null, offsetBytes: 0, sizeBytes: 4096, uuid: 'x', group: GROUP }],
  problems: [],
};
const DEVICE = { devNo: '254:3', name: 'vm', uuid: 'LVM-x', sizeBytes: 4096 } as const;
const PEEKED = [{ ...DEVICE, key: '', inside: READ, notRead: null }];

test('what was read belongs to the device that was read, and not to one that came in its place', () => {
  const insideOf = createInsides({ peeked: PEEKED, dmInfo: [] });
  expect(insideOf(DEVICE).inside).toMatchObject(READ);
  const others = [
    { devNo: '254:4' },
    { name: 'vm2' },
    { uuid: '' },
    { sizeBytes: 8192 },
    { sizeBytes: null },
  ];
  for (const other of others as readonly Partial<typeof DEVICE>[])
    expect(insideOf({ ...DEVICE, ...other })).toEqual({});
});

test('a group is active where the host has a volume of it', () => {
  const isActive = (uuid: string) =>
    createInsides({ peeked: PEEKED, dmInfo: [{ uuid }] })(DEVICE).inside?.pvs[0]?.group?.isActive;
  expect(isActive(`LVM-${VG}${LV}`)).toBe(true);
  expect(isActive(`LVM-${LV}${VG}`)).toBe(false);
});
