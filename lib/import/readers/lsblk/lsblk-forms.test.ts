import { expect, test } from 'vitest';
import { repairGuides } from '../../undress/mojibake.ts';
import { readingOf, shortList } from './lsblk-output.fixture.ts';

/** Of one host with partitions, LVM, multipath, RAID, LUKS and a loop device, printed by util-linux 2.38. */
const TREE = `
NAME            MAJ:MIN RM   SIZE RO TYPE  MOUNTPOINTS
loop0             7:0    0     2G  0 loop  /mnt/img
└─loop0p1       259:0    0     2G  0 part  /mnt/img
sda               8:0    0    20G  0 disk  
├─sda1            8:1    0   512M  0 part  /boot/efi
└─sda2            8:2    0  19.5G  0 part  
  ├─vg-root     253:0    0    17G  0 lvm   /
  └─vg-swap     253:1    0     2G  0 lvm   [SWAP]
sdb               8:16   0    10G  0 disk  
└─mpatha        253:2    0    10G  0 mpath 
  └─mpatha1     253:3    0    10G  0 part  
sdc               8:32   0    10G  0 disk  
└─mpatha        253:2    0    10G  0 mpath 
  └─mpatha1     253:3    0    10G  0 part  
sdd               8:48   0    10G  0 disk  
└─sdd1            8:49   0    10G  0 part  
  └─md0           9:0    0    10G  0 raid1 
    └─luks-data 253:4    0    10G  0 crypt /home
                                           /srv/my data
sde               8:64   0    10G  0 disk  
└─sde1            8:65   0    10G  0 part  
  └─md0           9:0    0    10G  0 raid1 
    └─luks-data 253:4    0    10G  0 crypt /home
                                           /srv/my data
sr0              11:0    1  1024M  0 rom   
nvme0n1         259:1    0 476.9G  0 disk  
└─nvme0n1p1     259:2    0 476.9G  1 part  
`;

const MERGED = `
    NAME        MAJ:MIN RM   SIZE RO TYPE  MOUNTPOINTS
    loop0         7:0    0     2G  0 loop  /mnt/img
    └─loop0p1   259:0    0     2G  0 part  /mnt/img
    sda           8:0    0    20G  0 disk  
    ├─sda1        8:1    0   512M  0 part  /boot/efi
    └─sda2        8:2    0  19.5G  0 part  
      ├─vg-root 253:0    0    17G  0 lvm   /
      └─vg-swap 253:1    0     2G  0 lvm   [SWAP]
┌┈▶ sdb           8:16   0    10G  0 disk  
└┬▶ sdc           8:32   0    10G  0 disk  
 └┈┈mpatha      253:2    0    10G  0 mpath 
    └─mpatha1   253:3    0    10G  0 part  
    sdd           8:48   0    10G  0 disk  
┌┈▶ └─sdd1        8:49   0    10G  0 part  
┆   sde           8:64   0    10G  0 disk  
└┬▶ └─sde1        8:65   0    10G  0 part  
 └┈┈md0           9:0    0    10G  0 raid1 
    └─luks-data 253:4    0    10G  0 crypt /home
                                           /srv/my data
    sr0          11:0    1  1024M  0 rom   
    nvme0n1     259:1    0 476.9G  0 disk  
    └─nvme0n1p1 259:2    0 476.9G  1 part  
`;

const NARROW = `
NAME MAJ:MIN RM   SIZE RO TYPE  MOUNTPOINTS
loop0
       7:0    0     2G  0 loop  /mnt/img
└─loop0p1
     259:0    0     2G  0 part  /mnt/img
sda    8:0    0    20G  0 disk  
├─sda1
│      8:1    0   512M  0 part  /boot/efi
└─sda2
       8:2    0  19.5G  0 part  
  ├─vg-root
  │  253:0    0    17G  0 lvm   /
  └─vg-swap
     253:1    0     2G  0 lvm   [SWAP]
sdb    8:16   0    10G  0 disk  
└─mpatha
     253:2    0    10G  0 mpath 
  └─mpatha1
     253:3    0    10G  0 part  
sdc    8:32   0    10G  0 disk  
└─mpatha
     253:2    0    10G  0 mpath 
  └─mpatha1
     253:3    0    10G  0 part  
`;

const DEVICES = [
  'loop0 7:0 loop on nothing at /mnt/img',
  'loop0p1 259:0 part on loop0 at /mnt/img',
  'sda 8:0 disk on nothing',
  'sda1 8:1 part on sda at /boot/efi',
  'sda2 8:2 part on sda',
  'vg-root 253:0 lvm on sda2 at /',
  'vg-swap 253:1 lvm on sda2 swap',
  'sdb 8:16 disk on nothing',
  'mpatha 253:2 mpath on sdb+sdc',
  'mpatha1 253:3 part on mpatha',
  'sdc 8:32 disk on nothing',
  'sdd 8:48 disk on nothing',
  'sdd1 8:49 part on sdd',
  'md0 9:0 raid1 on sdd1+sde1',
  'luks-data 253:4 crypt on md0 at /home at /srv/my data',
  'sde 8:64 disk on nothing',
  'sde1 8:65 part on sde',
  'sr0 11:0 rom on nothing',
  'nvme0n1 259:1 disk on nothing',
  'nvme0n1p1 259:2 part on nvme0n1',
];

test('a tree gives each device once, on all that it hangs under, with a line for each further mount point', () => {
  expect(shortList(TREE)).toEqual(DEVICES);
  expect(readingOf(TREE)).toMatchObject({ whole: ['block', 'mounts', 'swaps'], ignored: [] });
});

test('of a merged tree, the lines at the left edge are edges', () => {
  expect([...shortList(MERGED, 'lsblk -M')].sort()).toEqual([...DEVICES].sort());
  expect(readingOf(MERGED).whole).toContain('block');
});

test('guides in ASCII are guides', () => {
  expect(shortList(TREE.replace(/├─/g, '|-').replace(/└─/g, '`-').replace(/│/g, '|'))).toEqual(DEVICES);
});

test('guides whose UTF-8 was read as Windows-1252 are guides', () => {
  const broken = TREE.replace(/├/g, 'â”œ').replace(/└/g, 'â””').replace(/─/g, 'â”€').replace(/│/g, 'â”‚');
  // As undress does with every line before a reader has it.
  expect(shortList(broken.split('\n').map(repairGuides).join('\n'))).toEqual(DEVICES);
});

test('an indented tree, and one with blanks lost at the ends of its lines, is the same', () => {
  expect(shortList(TREE.replace(/^/gm, '    '))).toEqual(DEVICES);
  expect(shortList(TREE.replace(/ +$/gm, ''))).toEqual(DEVICES);
});

test('a row that a narrow terminal wraps is one row', () => {
  expect(shortList(NARROW)).toEqual(DEVICES.slice(0, 11));
});

test('after grep nothing is whole, and an edge is told only where the parent is there', () => {
  const grepped = TREE.split('\n')
    .filter((line) => !/^sda|mpatha /.test(line))
    .join('\n');
  const reading = readingOf(grepped, 'lsblk | grep -v -e ^sda -e "mpatha "');
  expect(reading.whole).toEqual([]);
  expect(shortList(grepped, 'lsblk | grep -v x')).toEqual(
    expect.arrayContaining([
      'sda1 8:1 part on ? at /boot/efi',
      'sda2 8:2 part on ?',
      'vg-root 253:0 lvm on sda2 at /',
      'mpatha1 253:3 part on ?',
      'sdb 8:16 disk on ?',
    ]),
  );
});

test('a tree that lacks a row shows it by its guides, without a command too', () => {
  expect(readingOf(TREE.replace(/^sda .*\n/m, '')).whole).toEqual([]);
  expect(readingOf(TREE.split('\n').slice(0, 6).join('\n')).whole).toEqual([]);
});
