import { expect, test } from 'vitest';
import { readingOf, shortList } from './lsblk-output.fixture.ts';

test('file systems: labels with blanks, empty cells in the middle, and no mount that is not in its column', () => {
  const text = `
NAME            FSTYPE      FSVER    LABEL   UUID                                   FSAVAIL FSUSE% MOUNTPOINTS
sda                                                                                                
├─sda1          vfat        FAT32    EFI SYS 67E3-17ED                                             /boot/efi
└─sda2          LVM2_member LVM2 001         ycRA3k-oSRP-d2VZ-RwEb-waLd-c7LA-Fdieex                
  ├─vg-root     ext4        1.0      root    0f5d0ad0-6f1e-4a2c-9a4f-3d2c5b3f7a11     76.9G    10% /
  └─vg-swap     swap        1                7b7f9d3a-93ae-4c4e-8a51-55d9be4bd0c2                  [SWAP]
mpatha                                                                                             
`;
  const { devices, ignored } = readingOf(text, 'lsblk -f');
  expect(ignored).toEqual([]);
  expect(devices).toEqual([
    { ref: { kname: 'sda' }, at: 2, mounts: [], swap: 'none', bases: [] },
    {
      ref: { kname: 'sda1' },
      at: 3,
      content: { type: 'vfat', label: 'EFI SYS', uuid: '67E3-17ED' },
      mounts: [{ mountPoint: '/boot/efi' }],
      swap: 'none',
      bases: [{ kname: 'sda' }],
    },
    {
      ref: { kname: 'sda2' },
      at: 4,
      content: { type: 'LVM2_member', uuid: 'ycRA3k-oSRP-d2VZ-RwEb-waLd-c7LA-Fdieex' },
      mounts: [],
      swap: 'none',
      bases: [{ kname: 'sda' }],
    },
    {
      ref: { dmName: 'vg-root' },
      at: 5,
      content: { type: 'ext4', label: 'root', uuid: '0f5d0ad0-6f1e-4a2c-9a4f-3d2c5b3f7a11' },
      mounts: [{ mountPoint: '/' }],
      swap: 'none',
      bases: [{ kname: 'sda2' }],
    },
    {
      ref: { dmName: 'vg-swap' },
      at: 6,
      content: { type: 'swap', uuid: '7b7f9d3a-93ae-4c4e-8a51-55d9be4bd0c2' },
      mounts: [],
      swap: {},
      bases: [{ kname: 'sda2' }],
    },
    { ref: { dmName: 'mpatha' }, at: 7, mounts: [], swap: 'none', bases: [] },
  ]);
});

test('any columns in any order, some aligned to the right, before and after the name', () => {
  const text = `
         SIZE NAME          RO MODEL         LABEL
  21474836480 sda            0 QEMU HARDDISK 
    536870912 └─sda1         1               数据 盘
`;
  expect(readingOf(text, 'lsblk -bo SIZE,NAME,RO,MODEL,LABEL').devices).toEqual([
    {
      ref: { kname: 'sda' },
      at: 2,
      size: { bytes: 21474836480, isRounded: false },
      isReadOnly: false,
      hardware: { model: 'QEMU HARDDISK' },
      bases: [],
    },
    {
      ref: { kname: 'sda1' },
      at: 3,
      size: { bytes: 536870912, isRounded: false },
      isReadOnly: true,
      bases: [{ kname: 'sda' }],
    },
  ]);
});

test('wide characters take two columns, and a mount point after them is found', () => {
  const text = `
NAME   FSTYPE LABEL     MOUNTPOINT
sda                     
└─sda1 ext4   数据 盘   /mnt/数据
`;
  expect(readingOf(text, 'lsblk -o NAME,FSTYPE,LABEL,MOUNTPOINT').devices[1]).toMatchObject({
    content: { type: 'ext4', label: '数据 盘' },
    mounts: [{ mountPoint: '/mnt/数据' }],
  });
});

test('escapes of what cannot be printed are decoded once', () => {
  const text = `
NAME        MAJ:MIN RM SIZE RO TYPE MOUNTPOINT
vg-a\\x5cx20b 253:1    0   1G  0 lvm  /srv/a\\x0ab
`;
  expect(readingOf(text).devices[0]).toMatchObject({
    ref: { dmName: 'vg-a\\x20b' },
    mounts: [{ mountPoint: '/srv/a\nb' }],
  });
});

test('the parent column names what has no kernel name of its own', () => {
  const text = `
NAME        TYPE  PKNAME
sdb         disk  
└─mpatha    mpath sdb
  └─mpatha1 part  dm-2
`;
  expect(shortList(text)).toEqual([
    'sdb disk on nothing',
    'mpatha (dm-2) mpath on sdb',
    'mpatha1 part on mpatha',
  ]);
});

test('a partition map that has a name of the kernel is known by the number that device-mapper has there', () => {
  const map = `
NAME        MAJ:MIN RM SIZE RO TYPE MOUNTPOINT
loop0         7:0    0   2G  0 loop 
└─loop0p1   253:1    0   2G  0 part 
sda           8:0    0   2G  0 disk 
└─vg-lv     253:0    0   2G  0 lvm  
`;
  expect(readingOf(map).devices[1]?.ref).toEqual({ devNo: '253:1', dmName: 'loop0p1' });
  const partition = map.replace('253:1', '259:1');
  expect(readingOf(partition).devices[1]?.ref).toEqual({ devNo: '259:1', kname: 'loop0p1' });
});

test('names of other drivers, and of md with a partition, are of the kernel', () => {
  const text = `
NAME           MAJ:MIN RM SIZE RO TYPE  MOUNTPOINT
nvme0n1        259:0    0   2G  0 disk  
└─md127          9:127  0   2G  0 raid1 
  └─md127p1    259:1    0   2G  0 part  /
cciss/c0d0     104:0    0   2G  0 disk  
└─cciss/c0d0p2 104:2    0   2G  0 part  
`;
  expect(readingOf(text).devices.map(({ ref, partition }) => [ref.kname, partition?.number])).toEqual([
    ['nvme0n1', undefined],
    ['md127', undefined],
    ['md127p1', 1],
    ['cciss/c0d0', undefined],
    ['cciss/c0d0p2', 2],
  ]);
});

test('rows without a header are read with the columns of the command, where there is one way to', () => {
  const text = `
sda     20G disk 
└─sda1   1G part /boot efi
`;
  expect(shortList(text, 'lsblk -no NAME,SIZE,TYPE,MOUNTPOINTS')).toEqual([
    'sda disk on ?',
    'sda1 part on sda at /boot efi',
  ]);
  expect(readingOf('sda  a b\n', 'lsblk -no NAME,LABEL,MODEL')).toMatchObject({
    devices: [],
    ignored: [{ at: 1, why: 'no row of this table' }],
  });
});
