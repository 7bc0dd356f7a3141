import { expect, test } from 'vitest';
import type { DevNo } from '../block/dev-no.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Edge, EdgeKind, Stack } from '../stack/stack.ts';
import { allTree } from './all-tree.ts';
import { parseTreeOptions } from './tree-options.ts';

function on(base: DevNo, kind: EdgeKind, file: string | null = null): { bases: readonly Edge[] } {
  return { bases: [{ base, kind, roles: [], file }] };
}

function draw(stack: Stack, list = 'notrunc'): string {
  const options = parseTreeOptions(list, { columns: null, isUtf8: true });
  if (!options.ok) throw new Error(options.reason);
  return [...allTree(stack, options.value)].join('');
}

const LOOP = { offsetBytes: 0, sizeLimitBytes: 0, isAutoclear: false, isDeleted: false };
const STACK = stackFixture([
  deviceFixture('254:0', { name: 'images', ...on('9:0', 'table') }),
  deviceFixture('254:1', { name: 'guest root', ...on('43:0', 'table') }),
  deviceFixture('254:2', { name: 'bad\x1b[31m\udcff', ...on('254:9', 'table') }),
  deviceFixture('7:0', {
    name: 'loop0',
    kname: 'loop0',
    kind: 'loop',
    ...on('254:0', 'loop-file', '/srv/images/web 1.qcow2'),
  }),
  deviceFixture('7:1', { name: 'loop1', kind: 'loop', ...on('8:2', 'loop') }),
  deviceFixture('7:2', { name: 'loop2', kind: 'loop', loop: { ...LOOP, file: '/mnt/nfs/evil\nname' } }),
  deviceFixture('8:0', { name: 'sda', kind: 'disk' }),
  deviceFixture('8:1', {
    name: 'sda1',
    kind: 'partition',
    partition: { number: 1, startSector: 2048 },
    ...on('8:0', 'partition'),
  }),
  deviceFixture('8:2', {
    name: 'sda2',
    kind: 'partition',
    partition: { number: 2, startSector: 4096 },
    ...on('8:0', 'partition'),
  }),
  deviceFixture('9:0', {
    name: 'md0',
    kind: 'md',
    md: { level: 'raid1', state: 'clean', uuid: null, totalDisks: 2, degradedDisks: 0, activity: null },
    bases: [...on('8:1', 'md').bases, ...on('8:2', 'md').bases],
  }),
  deviceFixture('43:0', { name: 'nbd0', kind: 'nbd', ...on('254:0', 'nbd-file', '/srv/images/db.qcow2') }),
  deviceFixture('254:9', { name: '254:9', kname: null, kind: 'missing' }),
]);

test('every device has a name, and what does not stand by a table says how it stands', () => {
  expect(draw(STACK)).toBe(`guest root (254:1)
 └─nbd0 (43:0) [nbd over file /srv/images/db.qcow2]
    └─images (254:0)
       └─md0 (9:0) [md raid1]
          ├─sda1 (8:1) [partition 1]
          │  └─sda (8:0)
          └─sda2 (8:2) [partition 2]
             └─sda (8:0)
bad\\x1b[31m\\xff (254:2)
 └─254:9 [missing]
loop0 (7:0) [loop over file /srv/images/web 1.qcow2]
 └─images (254:0)
    └─md0 (9:0) [md raid1]
       ├─sda1 (8:1) [partition 1]
       │  └─sda (8:0)
       └─sda2 (8:2) [partition 2]
          └─sda (8:0)
loop1 (7:1) [loop over device]
 └─sda2 (8:2) [partition 2]
    └─sda (8:0)
loop2 (7:2) [loop over file /mnt/nfs/evil\\x0aname]
`);
});

test('inverted, a tree begins at what stands on nothing', () => {
  expect(draw(STACK, 'inverted,ascii,nodevice,notrunc').split('\n').slice(0, 8)).toEqual([
    'sda',
    ' |-sda1 [partition 1]',
    ' |  `-md0 [md raid1]',
    ' |     `-images',
    ' |        |-nbd0 [nbd over file /srv/images/db.qcow2]',
    ' |        |  `-guest root',
    ' |        `-loop0 [loop over file /srv/images/web 1.qcow2]',
    ' `-sda2 [partition 2]',
  ]);
});

test('a host without any block device says so', () => {
  expect(draw(stackFixture([]))).toBe('No devices found\n');
});
