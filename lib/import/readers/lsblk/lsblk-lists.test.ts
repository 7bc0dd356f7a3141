import { expect, test } from 'vitest';
import { comparable, readingOf } from './lsblk-output.fixture.ts';

/** The same columns of one host as a tree, raw, as pairs and as a list, printed by util-linux 2.38. */
const ALL_TREE = `
NAME            KNAME     MAJ:MIN TYPE    SIZE RO LABEL   PKNAME  MOUNTPOINTS
loop0           loop0       7:0   loop      2G  0                 /mnt/img
└─loop0p1       loop0p1   259:0   part      2G  0         loop0   /mnt/img
sda             sda         8:0   disk     20G  0                 
├─sda1          sda1        8:1   part    512M  0 EFI SYS sda     /boot/efi
└─sda2          sda2        8:2   part   19.5G  0         sda     
  ├─vg-root     dm-0      253:0   lvm      17G  0 root    sda2    /
  └─vg-swap     dm-1      253:1   lvm       2G  0         sda2    [SWAP]
sdb             sdb         8:16  disk     10G  0                 
└─mpatha        dm-2      253:2   mpath    10G  0         sdb     
  └─mpatha1     dm-3      253:3   part     10G  0         dm-2    
sdc             sdc         8:32  disk     10G  0                 
└─mpatha        dm-2      253:2   mpath    10G  0         sdc     
  └─mpatha1     dm-3      253:3   part     10G  0         dm-2    
sdd             sdd         8:48  disk     10G  0                 
└─sdd1          sdd1        8:49  part     10G  0 host:0  sdd     
  └─md0         md0         9:0   raid1    10G  0         sdd1    
    └─luks-data dm-4      253:4   crypt    10G  0 my data md0     /home
                                                                  /srv/my data
sde             sde         8:64  disk     10G  0                 
└─sde1          sde1        8:65  part     10G  0 host:0  sde     
  └─md0         md0         9:0   raid1    10G  0         sde1    
    └─luks-data dm-4      253:4   crypt    10G  0 my data md0     /home
                                                                  /srv/my data
sr0             sr0        11:0   rom    1024M  0                 
nvme0n1         nvme0n1   259:1   disk  476.9G  0                 
└─nvme0n1p1     nvme0n1p1 259:2   part  476.9G  1         nvme0n1 
`;

const ALL_RAW = `
NAME KNAME MAJ:MIN TYPE SIZE RO LABEL PKNAME MOUNTPOINTS
loop0 loop0 7:0 loop 2G 0   /mnt/img
loop0p1 loop0p1 259:0 part 2G 0  loop0 /mnt/img
sda sda 8:0 disk 20G 0   
sda1 sda1 8:1 part 512M 0 EFI\\x20SYS sda /boot/efi
sda2 sda2 8:2 part 19.5G 0  sda 
vg-root dm-0 253:0 lvm 17G 0 root sda2 /
vg-swap dm-1 253:1 lvm 2G 0  sda2 [SWAP]
sdb sdb 8:16 disk 10G 0   
mpatha dm-2 253:2 mpath 10G 0  sdb 
mpatha1 dm-3 253:3 part 10G 0  dm-2 
sdc sdc 8:32 disk 10G 0   
mpatha dm-2 253:2 mpath 10G 0  sdc 
mpatha1 dm-3 253:3 part 10G 0  dm-2 
sdd sdd 8:48 disk 10G 0   
sdd1 sdd1 8:49 part 10G 0 host:0 sdd 
md0 md0 9:0 raid1 10G 0  sdd1 
luks-data dm-4 253:4 crypt 10G 0 my\\x20data md0 /home\\x0a/srv/my\\x20data
sde sde 8:64 disk 10G 0   
sde1 sde1 8:65 part 10G 0 host:0 sde 
md0 md0 9:0 raid1 10G 0  sde1 
luks-data dm-4 253:4 crypt 10G 0 my\\x20data md0 /home\\x0a/srv/my\\x20data
sr0 sr0 11:0 rom 1024M 0   
nvme0n1 nvme0n1 259:1 disk 476.9G 0   
nvme0n1p1 nvme0n1p1 259:2 part 476.9G 1  nvme0n1 
`;

const ALL_PAIRS = `
NAME="loop0" KNAME="loop0" MAJ_MIN="7:0" TYPE="loop" SIZE="2G" RO="0" LABEL="" PKNAME="" MOUNTPOINTS="/mnt/img"
NAME="loop0p1" KNAME="loop0p1" MAJ_MIN="259:0" TYPE="part" SIZE="2G" RO="0" LABEL="" PKNAME="loop0" MOUNTPOINTS="/mnt/img"
NAME="sda" KNAME="sda" MAJ_MIN="8:0" TYPE="disk" SIZE="20G" RO="0" LABEL="" PKNAME="" MOUNTPOINTS=""
NAME="sda1" KNAME="sda1" MAJ_MIN="8:1" TYPE="part" SIZE="512M" RO="0" LABEL="EFI SYS" PKNAME="sda" MOUNTPOINTS="/boot/efi"
NAME="sda2" KNAME="sda2" MAJ_MIN="8:2" TYPE="part" SIZE="19.5G" RO="0" LABEL="" PKNAME="sda" MOUNTPOINTS=""
NAME="vg-root" KNAME="dm-0" MAJ_MIN="253:0" TYPE="lvm" SIZE="17G" RO="0" LABEL="root" PKNAME="sda2" MOUNTPOINTS="/"
NAME="vg-swap" KNAME="dm-1" MAJ_MIN="253:1" TYPE="lvm" SIZE="2G" RO="0" LABEL="" PKNAME="sda2" MOUNTPOINTS="[SWAP]"
NAME="sdb" KNAME="sdb" MAJ_MIN="8:16" TYPE="disk" SIZE="10G" RO="0" LABEL="" PKNAME="" MOUNTPOINTS=""
NAME="mpatha" KNAME="dm-2" MAJ_MIN="253:2" TYPE="mpath" SIZE="10G" RO="0" LABEL="" PKNAME="sdb" MOUNTPOINTS=""
NAME="mpatha1" KNAME="dm-3" MAJ_MIN="253:3" TYPE="part" SIZE="10G" RO="0" LABEL="" PKNAME="dm-2" MOUNTPOINTS=""
NAME="sdc" KNAME="sdc" MAJ_MIN="8:32" TYPE="disk" SIZE="10G" RO="0" LABEL="" PKNAME="" MOUNTPOINTS=""
NAME="mpatha" KNAME="dm-2" MAJ_MIN="253:2" TYPE="mpath" SIZE="10G" RO="0" LABEL="" PKNAME="sdc" MOUNTPOINTS=""
NAME="mpatha1" KNAME="dm-3" MAJ_MIN="253:3" TYPE="part" SIZE="10G" RO="0" LABEL="" PKNAME="dm-2" MOUNTPOINTS=""
NAME="sdd" KNAME="sdd" MAJ_MIN="8:48" TYPE="disk" SIZE="10G" RO="0" LABEL="" PKNAME="" MOUNTPOINTS=""
NAME="sdd1" KNAME="sdd1" MAJ_MIN="8:49" TYPE="part" SIZE="10G" RO="0" LABEL="host:0" PKNAME="sdd" MOUNTPOINTS=""
NAME="md0" KNAME="md0" MAJ_MIN="9:0" TYPE="raid1" SIZE="10G" RO="0" LABEL="" PKNAME="sdd1" MOUNTPOINTS=""
NAME="luks-data" KNAME="dm-4" MAJ_MIN="253:4" TYPE="crypt" SIZE="10G" RO="0" LABEL="my data" PKNAME="md0" MOUNTPOINTS="/home\\x0a/srv/my data"
NAME="sde" KNAME="sde" MAJ_MIN="8:64" TYPE="disk" SIZE="10G" RO="0" LABEL="" PKNAME="" MOUNTPOINTS=""
NAME="sde1" KNAME="sde1" MAJ_MIN="8:65" TYPE="part" SIZE="10G" RO="0" LABEL="host:0" PKNAME="sde" MOUNTPOINTS=""
NAME="md0" KNAME="md0" MAJ_MIN="9:0" TYPE="raid1" SIZE="10G" RO="0" LABEL="" PKNAME="sde1" MOUNTPOINTS=""
NAME="luks-data" KNAME="dm-4" MAJ_MIN="253:4" TYPE="crypt" SIZE="10G" RO="0" LABEL="my data" PKNAME="md0" MOUNTPOINTS="/home\\x0a/srv/my data"
NAME="sr0" KNAME="sr0" MAJ_MIN="11:0" TYPE="rom" SIZE="1024M" RO="0" LABEL="" PKNAME="" MOUNTPOINTS=""
NAME="nvme0n1" KNAME="nvme0n1" MAJ_MIN="259:1" TYPE="disk" SIZE="476.9G" RO="0" LABEL="" PKNAME="" MOUNTPOINTS=""
NAME="nvme0n1p1" KNAME="nvme0n1p1" MAJ_MIN="259:2" TYPE="part" SIZE="476.9G" RO="1" LABEL="" PKNAME="nvme0n1" MOUNTPOINTS=""
`;

const LIST = `
NAME      KNAME     MAJ:MIN TYPE    SIZE RO LABEL   PKNAME  MOUNTPOINTS
loop0     loop0       7:0   loop      2G  0                 /mnt/img
sda       sda         8:0   disk     20G  0                 
sda1      sda1        8:1   part    512M  0 EFI SYS sda     /boot/efi
sda2      sda2        8:2   part   19.5G  0         sda     
sdb       sdb         8:16  disk     10G  0                 
sdc       sdc         8:32  disk     10G  0                 
sdd       sdd         8:48  disk     10G  0                 
sdd1      sdd1        8:49  part     10G  0 host:0  sdd     
sde       sde         8:64  disk     10G  0                 
sde1      sde1        8:65  part     10G  0 host:0  sde     
md0       md0         9:0   raid1    10G  0         sde1    
sr0       sr0        11:0   rom    1024M  0                 
vg-root   dm-0      253:0   lvm      17G  0 root    sda2    /
vg-swap   dm-1      253:1   lvm       2G  0         sda2    [SWAP]
mpatha    dm-2      253:2   mpath    10G  0         sdc     
mpatha1   dm-3      253:3   part     10G  0         dm-2    
luks-data dm-4      253:4   crypt    10G  0 my data md0     /home
                                                            /srv/my data
loop0p1   loop0p1   259:0   part      2G  0         loop0   /mnt/img
nvme0n1   nvme0n1   259:1   disk  476.9G  0                 
nvme0n1p1 nvme0n1p1 259:2   part  476.9G  1         nvme0n1 
`;

test('raw rows and pairs, which repeat a device below each base, tell the same as the tree', () => {
  const facts = comparable(readingOf(ALL_TREE));
  expect(comparable(readingOf(ALL_RAW, 'lsblk -r -o +PKNAME'))).toEqual(facts);
  expect(comparable(readingOf(ALL_RAW))).toEqual(facts);
  expect(comparable(readingOf(ALL_PAIRS))).toEqual(facts);
});

test('a list has each device once, with one of its bases, so its edges are not whole', () => {
  const { devices, whole } = readingOf(LIST, 'lsblk -l');
  expect(whole).toEqual(['mounts', 'swaps']);
  expect(devices.find(({ ref }) => ref.kname === 'md0')?.bases).toEqual([{ kname: 'sde1', devNo: '8:65' }]);
});
