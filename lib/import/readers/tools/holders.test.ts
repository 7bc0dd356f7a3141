import { expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

/** From issue 425 of TIGRLab/admin. */
const LONG = `total 0
drwxr-xr-x 2 root root 0 jan 29 13:33 .
drwxr-xr-x 9 root root 0 jan 29 13:33 ..
lrwxrwxrwx 1 root root 0 jan 29 14:29 dm-7 -> ../../dm-7`;

it('takes the device from the command, by its number or its name', () => {
  expect(readTool(LONG, 'ls -la /sys/dev/block/252\\:4/holders')).toEqual({
    kind: 'holders',
    command: 'ls -la /sys/dev/block/252\\:4/holders',
    path: '',
    devices: [{ ref: { devNo: '252:4' }, at: 4, holders: [{ kname: 'dm-7' }] }],
    whole: [],
    ignored: [],
  });
  expect(readTool('dm-7', 'ls /sys/class/block/sda1/holders/')?.devices).toEqual([
    { ref: { kname: 'sda1' }, at: 1, holders: [{ kname: 'dm-7' }] },
  ]);
  expect(readTool('sda  sdb1', 'ls /sys/block/md0/slaves')?.devices).toEqual([
    { ref: { kname: 'md0' }, at: 1, bases: [{ kname: 'sda' }, { kname: 'sdb1' }] },
  ]);
});

it('knows that nothing holds a device where the answer is empty, not where it is an error', () => {
  const none = [{ ref: { kname: 'sda' }, at: 1, holders: [] }];
  expect(readTool('', 'ls /sys/block/sda/holders')?.devices).toEqual(none);
  expect(readTool('total 0', 'ls -l /sys/block/sda/holders')?.devices).toEqual(none);
  const error = "ls: cannot access '/sys/block/sdx/holders': No such file or directory";
  expect(readTool(error, 'ls /sys/block/sdx/holders')).toMatchObject({
    devices: [],
    ignored: [{ at: 1, why: 'an error message' }],
  });
});

it('takes the device from headings', () => {
  const text = `/sys/block/sda/sda1/holders:

/sys/block/sdb/holders:
md0  dm-3

/sys/block/dm-3/slaves:
sdb`;
  expect(readTool(text)?.devices).toEqual([
    { ref: { kname: 'sda1' }, at: 1, holders: [] },
    { ref: { kname: 'sdb' }, at: 3, holders: [{ kname: 'md0' }, { kname: 'dm-3' }] },
    { ref: { kname: 'dm-3' }, at: 6, bases: [{ kname: 'sdb' }] },
  ]);
});

it.each([
  [
    'find /sys/block/*/holders',
    '/sys/block/sda/holders\n/sys/block/sda/holders/dm-1\n/sys/block/sda/holders/dm-2',
  ],
  ['ls -d /sys/block/*/holders/*', '/sys/block/sda/holders/dm-1  /sys/block/sda/holders/dm-2'],
  [
    'ls -l /sys/block/*/holders/*',
    'lrwxrwxrwx 1 root root 0 Jan 29 14:29 /sys/block/sda/holders/dm-1 -> ../../dm-1\nlrwxrwxrwx 1 root root 0 Jan 29 14:29 /sys/block/sda/holders/dm-2 -> ../../dm-2',
  ],
])('reads whole paths, as of %s', (command, text) => {
  const expected = [{ ref: { kname: 'sda' }, at: 1, holders: [{ kname: 'dm-1' }, { kname: 'dm-2' }] }];
  expect(readTool(text, command)?.devices).toEqual(expected);
  expect(readTool(text)?.kind).toBe('holders');
});

it('does not take some holders for all of them', () => {
  for (const command of ['ls /sys/block/sda/holders | grep dm', 'find /sys/block/*/holders -name dm-1'])
    expect(readTool('/sys/block/sda/holders/dm-1', command)).toMatchObject({
      devices: [],
      ignored: [{ at: 1 }],
    });
});

it('does not know of which device names alone are', () => {
  expect(readTool(LONG)).toBeNull();
  expect(readTool('dm-7', 'ls /sys/block/*/holders')).toMatchObject({
    devices: [],
    ignored: [{ at: 1, why: 'its device is not known' }],
  });
});
