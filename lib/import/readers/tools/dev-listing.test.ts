import { describe, expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

const refsOf = (text: string, command = '') => readTool(text, command)?.devices.map(({ ref }) => ref);

it('tells which number a node has', () => {
  expect(readTool('brw-rw---- 1 root disk 252, 0 Oct 26 11:13 /dev/dm-0', 'll /dev/dm-0')).toEqual({
    kind: 'dev-listing',
    command: 'll /dev/dm-0',
    path: '',
    devices: [{ ref: { kname: 'dm-0', devNo: '252:0' }, at: 1 }],
    whole: [],
    ignored: [],
  });
});

it('tells which kernel name a mapped device has, and which number where it is listed too', () => {
  const mapper = `total 0
crw------- 1 root root 10, 236 Oct  6 21:30 control
lrwxrwxrwx 1 root root       7 Oct 26 11:21 myvg-mylv1 -> ../dm-0`;
  expect(refsOf(mapper, 'ls -l /dev/mapper/')).toEqual([{ dmName: 'myvg-mylv1', kname: 'dm-0' }]);
  expect(refsOf(mapper)).toEqual([{ dmName: 'myvg-mylv1', kname: 'dm-0' }]);
  const both = `brw-rw---- 1 root disk 252, 0 Oct 26 11:13 /dev/dm-0
lrwxrwxrwx 1 root root       7 Oct 26 11:21 /dev/mapper/myvg-mylv1 -> ../dm-0`;
  expect(refsOf(both, 'ls -l /dev/dm-0 /dev/mapper/myvg-mylv1')).toEqual([
    { kname: 'dm-0', devNo: '252:0' },
    { dmName: 'myvg-mylv1', kname: 'dm-0', devNo: '252:0' },
  ]);
});

it('reads nodes in /dev/mapper, as there are without udev', () => {
  expect(refsOf('brw-rw---- 1 root disk 253, 4 Oct 26 11:13 vg-lv', 'ls -l /dev/mapper')).toEqual([
    { dmName: 'vg-lv', devNo: '253:4' },
  ]);
});

it('reads the folders of a recursive listing, and what udev writes into the names of links', () => {
  const text = `/dev/disk/by-id:
total 0
lrwxrwxrwx 1 root root 10 Oct 26 11:21 dm-name-vg-lv -> ../../dm-0
lrwxrwxrwx 1 root root 10 Oct 26 11:21 dm-uuid-LVM-abc -> ../../dm-0
lrwxrwxrwx 1 root root 11 Oct 26 11:21 md-uuid-3aaa0122:29827cfa:5331ad66:ca767371 -> ../../md127
lrwxrwxrwx 1 root root  9 Oct 26 11:21 wwn-0x5000c500a1b2c3d4 -> ../../sda
lrwxrwxrwx 1 root root 10 Oct 26 11:21 wwn-0x5000c500a1b2c3d4-part1 -> ../../sda1

/dev/vg:
total 0
lrwxrwxrwx 1 root root 7 Oct 26 11:21 lv -> ../dm-0
lrwxrwxrwx 1 root root 18 Oct 26 11:21 old -> /dev/mapper/vg-old`;
  expect(readTool(text)?.devices).toEqual([
    { ref: { path: 'disk/by-id/dm-name-vg-lv', kname: 'dm-0', dmName: 'vg-lv' }, at: 3 },
    { ref: { path: 'disk/by-id/dm-uuid-LVM-abc', kname: 'dm-0', dmUuid: 'LVM-abc' }, at: 4 },
    {
      ref: { path: 'disk/by-id/md-uuid-3aaa0122:29827cfa:5331ad66:ca767371', kname: 'md127' },
      at: 5,
      array: { uuid: '3aaa0122:29827cfa:5331ad66:ca767371' },
    },
    {
      ref: { path: 'disk/by-id/wwn-0x5000c500a1b2c3d4', kname: 'sda' },
      at: 6,
      hardware: { wwn: '0x5000c500a1b2c3d4' },
    },
    { ref: { path: 'disk/by-id/wwn-0x5000c500a1b2c3d4-part1', kname: 'sda1' }, at: 7 },
    { ref: { path: 'vg/lv', kname: 'dm-0' }, at: 11 },
    { ref: { path: 'vg/old', dmName: 'vg-old' }, at: 12 },
  ]);
});

describe('lines of other programs, languages and styles', () => {
  it.each([
    ['German', 'lrwxrwxrwx 1 root root 7 26. Okt 11:21 /dev/mapper/vg-lv -> ../dm-0'],
    ['Chinese', 'lrwxrwxrwx 1 root root 7 10月 26 11:21 /dev/mapper/vg-lv -> ../dm-0'],
    ['French', 'lrwxrwxrwx 1 root root 7 janv. 29  2023 /dev/mapper/vg-lv -> ../dm-0'],
    ['long-iso', 'lrwxrwxrwx. 1 root root 7 2023-10-26 11:21 /dev/mapper/vg-lv -> ../dm-0'],
    ['full-iso', 'lrwxrwxrwx 1 root root 7 2023-10-26 11:21:07.123456789 +0200 /dev/mapper/vg-lv -> ../dm-0'],
    ['inodes', ' 1234 0 lrwxrwxrwx   1 root     root            7 Oct 26 11:21 /dev/mapper/vg-lv -> ../dm-0'],
    [
      'SELinux',
      'lrwxrwxrwx. 1 root root system_u:object_r:device_t:s0 7 Oct 26 11:21 /dev/mapper/vg-lv -> ../dm-0',
    ],
    ['no owner', 'lrwxrwxrwx 1 7 Oct 26 11:21 /dev/mapper/vg-lv -> ../dm-0'],
  ])('reads %s', (_, line) => {
    expect(refsOf(line)).toEqual([{ dmName: 'vg-lv', kname: 'dm-0' }]);
  });
});

it('tells nothing of what is no block device, and uses the line', () => {
  const text = `crw-rw---- 1 root audio 116, 7 Oct 26 11:13 /dev/snd/controlC0
lrwxrwxrwx 1 root root 12 Oct 26 11:13 /dev/snd/by-path/pci -> ../controlC0
lrwxrwxrwx 1 root root 13 Oct 26 11:13 /dev/fd -> /proc/self/fd
lrwxrwxrwx 1 root root  4 Oct 26 11:13 /dev/rtc -> rtc0
lrwxrwxrwx 1 root root  3 Oct 26 11:13 /dev/cdrom -> sr0`;
  expect(readTool(text)).toMatchObject({
    devices: [{ ref: { path: 'cdrom', kname: 'sr0' }, at: 5 }],
    ignored: [],
  });
});

it('says of a link in an unknown folder that it does not know of what device', () => {
  const text = 'lrwxrwxrwx 1 root root 7 Oct 26 11:21 lv -> ../dm-0';
  expect(readTool(text)).toBeNull();
  expect(readTool(`${text}\nls: cannot access '/dev/x': No such file`, 'ls -l /dev/vg /dev/x')).toMatchObject(
    {
      devices: [],
      ignored: [
        { at: 1, why: 'its folder is not known' },
        { at: 2, why: 'an error message' },
      ],
    },
  );
});
