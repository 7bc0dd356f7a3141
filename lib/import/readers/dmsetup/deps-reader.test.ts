import { expect, test } from 'vitest';
import { devicesOf, kindsOfText, readingOfText } from './reader.fixture.ts';

test('numbers of all devices are read in their order', () => {
  expect(
    readingOfText(
      'dmsetup deps',
      `vm--volumes-docker2.example.com--volumes-real: 1 dependencies\t: (9, 125)
docker-253:4-1: x: 2 dependencies\t: (254, 3) (254, 2)
no-table: 0 dependencies\t:
`,
    ),
  ).toEqual({
    kind: 'dmsetup-deps',
    command: 'dmsetup deps',
    path: '',
    devices: [
      {
        ref: { dmName: 'vm--volumes-docker2.example.com--volumes-real' },
        at: 1,
        bases: [{ devNo: '9:125' }],
      },
      { ref: { dmName: 'docker-253:4-1: x' }, at: 2, bases: [{ devNo: '254:3' }, { devNo: '254:2' }] },
      { ref: { dmName: 'no-table' }, at: 3, bases: [] },
    ],
    whole: ['deps'],
    ignored: [],
  });
});

test('with -o blkdevname the names are the kernel’s', () => {
  const text = 'vg-snap: 1 dependencies\t: (dm-2)\nvg-real: 2 dependencies\t: (sda2) (odd name)\n';
  for (const command of ['dmsetup deps -o blkdevname', '']) {
    expect(devicesOf(command, text)).toEqual([
      { ref: { dmName: 'vg-snap' }, at: 1, bases: [{ kname: 'dm-2' }] },
      { ref: { dmName: 'vg-real' }, at: 2, bases: [{ kname: 'sda2' }, { kname: 'odd name' }] },
    ]);
  }
});

test('with -o devname mapped devices have their own names', () => {
  const text =
    'vg-snap: 1 dependencies\t: (vg-real)\nvg-real: 2 dependencies\t: (sda2) (nvme0n1p1)\nsda2: 1 dependencies\t: (8, 1)\n';
  expect(devicesOf('dmsetup deps -o devname', text)).toEqual([
    { ref: { dmName: 'vg-snap' }, at: 1, bases: [{ dmName: 'vg-real' }] },
    { ref: { dmName: 'vg-real' }, at: 2, bases: [{ dmName: 'sda2' }, { kname: 'nvme0n1p1' }] },
    { ref: { dmName: 'sda2' }, at: 3, bases: [{ devNo: '8:1' }] },
  ]);
});

test('those of one device have its name in the command only', () => {
  const text = '1 dependencies  : (8, 2)\n';
  expect(readingOfText('dmsetup deps vg-lv', text)).toMatchObject({
    devices: [{ ref: { dmName: 'vg-lv' }, at: 1, bases: [{ devNo: '8:2' }] }],
    whole: [],
  });
  expect(devicesOf('dmsetup deps -j 253 -m 4', text)).toMatchObject([{ ref: { devNo: '253:4' } }]);
  expect(readingOfText('', text)).toMatchObject({
    devices: [],
    ignored: [{ text: '1 dependencies  : (8, 2)', at: 1, why: 'it does not say of which device' }],
  });
});

test('a line that was cut tells no dependencies, and other lines are ignored', () => {
  expect(
    readingOfText(
      'dmsetup deps',
      'a: 2 dependencies\t: (8, 1)\nwhat?\nb: 1 dependencies\t: (8, 2)   <-- here\n',
    ),
  ).toMatchObject({
    devices: [{ ref: { dmName: 'a' } }, { ref: { dmName: 'b' }, bases: [{ devNo: '8:2' }] }],
    whole: [],
    ignored: [
      { at: 1, why: 'the line was cut' },
      { text: 'what?', at: 2, why: 'not part of the output' },
      { text: '<-- here', at: 3, why: 'a remark that somebody added' },
    ],
  });
  expect(devicesOf('dmsetup deps', 'a: 2 dependencies\t: (8, 1)\n')[0]).not.toHaveProperty('bases');
});

test('with -v a record names the line behind it', () => {
  const text =
    'Name:              vg-lv\nState:             ACTIVE\nMajor, minor:      253, 2\n\n1 dependencies\t: (8, 2)\n';
  for (const command of ['dmsetup deps -v', '']) {
    expect(devicesOf(command, text)).toMatchObject([
      { ref: { dmName: 'vg-lv', devNo: '253:2' }, bases: [{ devNo: '8:2' }], dm: { isSuspended: false } },
    ]);
  }
});

test('filtered, of inactive tables, or none at all', () => {
  expect(readingOfText('dmsetup deps | grep a', 'a: 1 dependencies\t: (8, 1)\n').whole).toEqual([]);
  expect(readingOfText('dmsetup deps --inactive', 'a: 1 dependencies\t: (8, 1)\n').devices).toEqual([]);
  expect(readingOfText('dmsetup deps', 'No devices found\n').whole).toEqual(['mapped', 'deps']);
});

test('prose is no output', () => {
  expect(kindsOfText('this package has: 3 dependencies: (a) (b)\n')).toEqual([]);
});
