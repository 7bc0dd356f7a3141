import { expect, test } from 'vitest';
import { readingOf, shortList } from './lsblk-output.fixture.ts';

/** Outputs that people have posted. */

test('a name that is too long has its numbers in the next line', () => {
  const text = `
NAME                                                                                MAJ:MIN RM  SIZE RO TYPE    MOUNTPOINT
xvdc                                                                                202:32   0    9G  0 disk
└─stratis-1-private-d6ed18ce28cd4a959fb539f639616f85-physical-originsub             253:1    0    9G  0 stratis
  ├─stratis-1-private-d6ed18ce28cd4a959fb539f639616f85-flex-thinmeta                253:2    0   16M  0 stratis
  │ └─stratis-1-private-d6ed18ce28cd4a959fb539f639616f85-thinpool-pool              253:5    0    9G  0 stratis
  │   └─stratis-1-d6ed18ce28cd4a959fb539f639616f85-thin-fs-7c73f2718b0a4aa2957e9686b3733f3a
  │                                                                                 253:6    0    1T  0 stratis /mnt/diskmyfs
  ├─stratis-1-private-d6ed18ce28cd4a959fb539f639616f85-flex-thindata                253:3    0    9G  0 stratis
`;
  const pool = 'stratis-1-private-d6ed18ce28cd4a959fb539f639616f85-thinpool-pool';
  const { devices, ignored } = readingOf(text);
  expect(ignored).toEqual([]);
  expect(devices.find(({ ref }) => ref.devNo === '253:6')).toMatchObject({
    ref: { dmName: 'stratis-1-d6ed18ce28cd4a959fb539f639616f85-thin-fs-7c73f2718b0a4aa2957e9686b3733f3a' },
    at: 6,
    type: 'stratis',
    size: { bytes: 1024 ** 4, isRounded: true },
    mounts: [{ mountPoint: '/mnt/diskmyfs' }],
    bases: [{ devNo: '253:5', dmName: pool }],
  });
});

test('names with (dm-0) of old versions are two names', () => {
  const text = `
NAME                         MAJ:MIN RM   SIZE RO TYPE MOUNTPOINT
sda                            8:0    0 465.8G  0 disk
├─sda1                         8:1    0   4.7G  0 part /boot
├─sda2                         8:2    0     1K  0 part
└─sda5                         8:5    0 461.1G  0 part
  ├─node19-root (dm-0)       252:0    0 345.1G  0 lvm  /
  ├─node19-swap_1 (dm-1)     252:1    0    16G  0 lvm  [SWAP]
  └─node19-iotest (dm-2)     252:2    0    80G  0 lvm
sdb                            8:16   0 186.3G  0 disk
sdc                            8:32   0 186.3G  0 disk
└─sdc1                         8:33   0 186.3G  0 part
  ├─bcache0                  251:0    0 465.8G  0 disk /mnt/hdd1
  └─bcache1                  251:1    0 465.8G  0 disk /mnt/hdd2
sdd                            8:48   0 465.8G  0 disk
└─sdd1                         8:49   0 465.8G  0 part
  └─bcache0                  251:0    0 465.8G  0 disk /mnt/hdd1
`;
  expect(shortList(text)).toEqual([
    'sda 8:0 disk on nothing',
    'sda1 8:1 part on sda at /boot',
    'sda2 8:2 part on sda',
    'sda5 8:5 part on sda',
    'node19-root (dm-0) 252:0 lvm on sda5 at /',
    'node19-swap_1 (dm-1) 252:1 lvm on sda5 swap',
    'node19-iotest (dm-2) 252:2 lvm on sda5',
    'sdb 8:16 disk on nothing',
    'sdc 8:32 disk on nothing',
    'sdc1 8:33 part on sdc',
    'bcache0 251:0 disk on sdc1+sdd1 at /mnt/hdd1',
    'bcache1 251:1 disk on sdc1 at /mnt/hdd2',
    'sdd 8:48 disk on nothing',
    'sdd1 8:49 part on sdd',
  ]);
});

test('decimal commas, and a device on the command line: nothing is whole', () => {
  const text = `
NAME                             MAJ:MIN RM  SIZE RO TYPE  MOUNTPOINT
sdd                                8:48   1 29,3G  0 disk  
├─sdd1                             8:49   1  487M  0 part  /boot
└─sdd2                             8:50   1 28,8G  0 part  
  └─private_usb                  253:4    0 28,8G  0 crypt 
    ├─private_usb-ssh            253:5    0   16M  0 lvm   /home/user/.ssh
    ├─private_usb-password_store 253:6    0   16M  0 lvm   /home/user/.password-store
    └─private_usb-gnupg          253:7    0   16M  0 lvm   /home/user/.gnupg
`;
  expect(shortList(text, 'lsblk /dev/sdd')).toEqual([
    'sdd 8:48 disk on ?',
    'sdd1 8:49 part on sdd at /boot',
    'sdd2 8:50 part on sdd',
    'private_usb 253:4 crypt on sdd2',
    'private_usb-ssh 253:5 lvm on private_usb at /home/user/.ssh',
    'private_usb-password_store 253:6 lvm on private_usb at /home/user/.password-store',
    'private_usb-gnupg 253:7 lvm on private_usb at /home/user/.gnupg',
  ]);
  expect(readingOf(text, 'lsblk /dev/sdd').whole).toEqual([]);
  expect(readingOf(text).devices[0]?.size).toEqual({ bytes: Math.round(29.3 * 1024 ** 3), isRounded: true });
});

test('virtio disks with the major number that device-mapper has elsewhere are no mapped devices', () => {
  const text = `
NAME           MAJ:MIN RM  SIZE RO TYPE MOUNTPOINT
sr0             11:0    1  436K  0 rom  
vda            253:0    0   20G  0 disk 
├─vda1         253:1    0    1G  0 part /boot
└─vda2         253:2    0   19G  0 part /
vdb            253:16   0  600G  0 disk 
├─vdb1         253:17   0  595G  0 part 
│ └─myvg-mylv1 252:0    0  700G  0 lvm  
└─vdb2         253:18   0    5G  0 part 
vdc            253:32   0  400G  0 disk 
├─vdc1         253:33   0  395G  0 part 
│ └─myvg-mylv1 252:0    0  700G  0 lvm  
└─vdc2         253:34   0    5G  0 part 
`;
  expect(shortList(text)).toEqual([
    'sr0 11:0 rom on nothing',
    'vda 253:0 disk on nothing',
    'vda1 253:1 part on vda at /boot',
    'vda2 253:2 part on vda at /',
    'vdb 253:16 disk on nothing',
    'vdb1 253:17 part on vdb',
    'myvg-mylv1 252:0 lvm on vdb1+vdc1',
    'vdb2 253:18 part on vdb',
    'vdc 253:32 disk on nothing',
    'vdc1 253:33 part on vdc',
    'vdc2 253:34 part on vdc',
  ]);
});

test('without a header, rows of the usual columns are read, and nothing is whole', () => {
  const text = `
loop0                       7:0    0  55.5M  1 loop  /snap/core18/2074
loop1                       7:1    0  55.4M  1 loop  /snap/core18/2128
loop6                       7:6    0  67.3M  1 loop  /snap/lxd/21545
sdb                         8:16   0   223G  0 disk
├─sdb1                      8:17   0   512M  0 part  /boot/efi
├─sdb2                      8:18   0     1G  0 part  /boot
└─sdb3                      8:19   0 221.5G  0 part
  └─ubuntu--vg-ubuntu--lv 253:0    0 110.8G  0 lvm   /
sdc                         8:32   0    10G  0 disk
└─mpatha                  253:1    0    10G  0 mpath
`;
  expect(shortList(text)).toEqual([
    'loop0 7:0 loop on ? at /snap/core18/2074',
    'loop1 7:1 loop on ? at /snap/core18/2128',
    'loop6 7:6 loop on ? at /snap/lxd/21545',
    'sdb 8:16 disk on ?',
    'sdb1 8:17 part on sdb at /boot/efi',
    'sdb2 8:18 part on sdb at /boot',
    'sdb3 8:19 part on sdb',
    'ubuntu--vg-ubuntu--lv 253:0 lvm on sdb3 at /',
    'sdc 8:32 disk on ?',
    'mpatha 253:1 mpath on sdc',
  ]);
  expect(readingOf(text).whole).toEqual([]);
});

test('a name that shifts its row, and partition maps, which are mapped devices', () => {
  const text = `
NAME                   MAJ:MIN RM  SIZE RO TYPE MOUNTPOINT
sda                      8:0    0  100G  0 disk 
├─sda1                   8:1    0    1G  0 part /boot
└─sda2                   8:2    0   99G  0 part 
  └─vg--vm-kvm813_img  253:4    0   40G  0 lvm  
    ├─vg--vm-kvm813_img1 253:5  0   39G  0 part 
    └─vg--vm-kvm813_img2 253:6  0    1G  0 part 
`;
  expect(shortList(text)).toEqual([
    'sda 8:0 disk on nothing',
    'sda1 8:1 part on sda at /boot',
    'sda2 8:2 part on sda',
    'vg--vm-kvm813_img 253:4 lvm on sda2',
    'vg--vm-kvm813_img1 253:5 part on vg--vm-kvm813_img',
    'vg--vm-kvm813_img2 253:6 part on vg--vm-kvm813_img',
  ]);
  expect(readingOf(text).devices[4]).toEqual({
    ref: { devNo: '253:5', dmName: 'vg--vm-kvm813_img1' },
    at: 6,
    type: 'part',
    size: { bytes: 39 * 1024 ** 3, isRounded: true },
    isReadOnly: false,
    mounts: [],
    swap: 'none',
    bases: [{ devNo: '253:4', dmName: 'vg--vm-kvm813_img' }],
  });
});

test('paths are names of the kernel or of device-mapper', () => {
  const text = `
NAME        MAJ:MIN RM  SIZE RO TYPE  MOUNTPOINTS
/dev/sda           8:0    0   20G  0 disk  
└─/dev/sda2        8:2    0   19G  0 part  
  ├─/dev/mapper/vg-root 253:0    0   17G  0 lvm   /
  └─/dev/mapper/vg-swap 253:1    0    2G  0 lvm   [SWAP]
/dev/sdb           8:16   0   10G  0 disk  
└─/dev/mapper/mpatha    253:2    0   10G  0 mpath 
  └─/dev/mapper/mpatha1 253:3    0   10G  0 part  
`;
  expect(shortList(text, 'lsblk -p')).toEqual([
    'sda 8:0 disk on nothing',
    'sda2 8:2 part on sda',
    'vg-root 253:0 lvm on sda2 at /',
    'vg-swap 253:1 lvm on sda2 swap',
    'sdb 8:16 disk on nothing',
    'mpatha 253:2 mpath on sdb',
    'mpatha1 253:3 part on mpatha',
  ]);
});

test('an inverse tree has its bases below, whether or not the command is known', () => {
  const text = `
NAME       MAJ:MIN RM  SIZE RO TYPE  MOUNTPOINTS
luks-1     253:1    0   40G  0 crypt 
└─vg-data  253:0    0   40G  0 lvm   
  └─sda2     8:2    0   99G  0 part  
    └─sda    8:0    0  100G  0 disk  
`;
  const devices = [
    'luks-1 253:1 crypt on vg-data',
    'vg-data 253:0 lvm on sda2',
    'sda2 8:2 part on sda',
    'sda 8:0 disk on nothing',
  ];
  expect(shortList(text, 'lsblk -s')).toEqual(devices);
  expect(shortList(text)).toEqual(devices);
});

test('partitions of loop devices are of the kernel, and their swap is no mount', () => {
  const text = `
NAME      MAJ:MIN RM  SIZE RO TYPE MOUNTPOINT
loop0       7:0    0    2G  0 loop 
├─loop0p1 259:0    0  1.5G  0 part 
└─loop0p2 259:1    0  512M  0 part [SWAP]
loop1       7:1    0    2G  0 loop 
└─loop1p1 259:2    0  1.5G  0 part /mnt
loop2       7:2    0    2G  0 loop 
loop3       7:3    0    2G  0 loop 
`;
  expect(shortList(text)).toEqual([
    'loop0 7:0 loop on nothing',
    'loop0p1 259:0 part on loop0',
    'loop0p2 259:1 part on loop0 swap',
    'loop1 7:1 loop on nothing',
    'loop1p1 259:2 part on loop1 at /mnt',
    'loop2 7:2 loop on nothing',
    'loop3 7:3 loop on nothing',
  ]);
  expect(readingOf(text).devices[2]).toMatchObject({ partition: { number: 2 }, mounts: [], swap: {} });
});
