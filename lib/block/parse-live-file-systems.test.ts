import { expect, test } from 'vitest';
import { parseLiveFileSystems } from './parse-live-file-systems.ts';
import { parseLoopBacking } from './parse-loop-backing.ts';

test('what the kernel has devices for is read once, from sysfs and /proc/fs alike', () => {
  const { value, problems } = parseLiveFileSystems(`ext4/loop5
xfs/dm-3
btrfs/2f3e1c52-0d44-4d0e-9c1b-3a5d6f8e7a90/devices/nbd3
ext4/loop5
jbd2/nbd2
bcache/sdb
target /dev/vg/lv
`);
  expect(problems).toEqual([]);
  expect(value).toEqual([
    { kind: 'file-system', type: 'ext4', kname: 'loop5' },
    { kind: 'file-system', type: 'xfs', kname: 'dm-3' },
    { kind: 'member', type: 'btrfs', id: '2f3e1c52-0d44-4d0e-9c1b-3a5d6f8e7a90', kname: 'nbd3' },
    { kind: 'journal', kname: 'nbd2' },
    { kind: 'bcache', kname: 'sdb' },
    { kind: 'target', path: '/dev/vg/lv' },
  ]);
});

test.each(['ext4', 'ext4/', '/nbd0', 'btrfs/x/devices', 'btrfs/x/other/nbd0', 'a/b/devices/d/e', 'target '])(
  'is nothing: %s',
  (line) => {
    const { value, problems } = parseLiveFileSystems(`${line}\n`);
    expect(value).toEqual([]);
    expect(problems).toHaveLength(1);
  },
);

test('a loop tells by inode what it is over: a device by any of its nodes, or a file', () => {
  const { value, problems } = parseLoopBacking(
    'loop5 81a4 0:0 25 10\nloop6 61a4 2b:8 66305 9\nloop7 61a4 8:100 5 3\n',
  );
  expect(problems).toEqual([]);
  expect([...value]).toEqual([
    ['loop5', { node: null, inode: 10, fileSystemDevNo: '0:25' }],
    ['loop6', { node: '43:8', inode: 9, fileSystemDevNo: '259:1' }],
    ['loop7', { node: '8:256', inode: 3, fileSystemDevNo: '0:5' }],
  ]);
  expect(parseLoopBacking('loop5 81a4 0:0\nnbd0 61a4 2b:8 5 9\n').problems).toHaveLength(2);
});
