import { expect, test } from 'vitest';
import { planFor } from '../plan/plan-for.ts';
import { buildStack } from '../stack/build-stack.ts';
import { importCapture } from './import-capture.ts';

const LSBLK = `$ lsblk
NAME          MAJ:MIN RM  SIZE RO TYPE  MOUNTPOINTS
sda             8:0    0  100G  0 disk
└─cr_home     253:0    0   99G  0 crypt
  └─vg-data   253:1    0   50G  0 lvm
sdb             8:16   0  100G  0 disk
└─mpatha      253:2    0  100G  0 mpath
  └─mpatha1   253:3    0  100G  0 part
`;
const INFO = `$ dmsetup info -c -o name,uuid
Name     UUID
mpatha   mpath-360000000000000000e00000000010001
cr_home  CRYPT-LUKS2-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-cr_home
`;

function stepsFor(text: string, name: string) {
  const read = importCapture([{ path: '-', bytes: new TextEncoder().encode(text) }], '');
  if (!read.ok) throw new Error(read.reason);
  const stack = buildStack(read.value.value, read.value.problems);
  const device = stack.devices.find((each) => each.name === name);
  if (!device) throw new Error(`no ${name}`);
  return {
    listedType: device.dm?.listedType,
    tools: planFor({ kind: 'remove', device: { identity: device.identity } }, stack).steps.map(
      ({ kind }) => kind,
    ),
  };
}

test('lsblk’s TYPE chooses the tools of a plan where no UUID does', () => {
  expect(stepsFor(LSBLK, 'cr_home')).toEqual({
    listedType: 'crypt',
    tools: ['remove-mapping', 'close-crypt'],
  });
  expect(stepsFor(LSBLK, 'mpatha')).toEqual({
    listedType: 'mpath',
    tools: ['remove-mapping', 'flush-multipath'],
  });
});

test('a UUID counts more', () => {
  expect(stepsFor(LSBLK + INFO, 'mpatha').listedType).toBeUndefined();
  expect(stepsFor(LSBLK + INFO, 'cr_home').tools).toEqual(['remove-mapping', 'close-crypt']);
});
