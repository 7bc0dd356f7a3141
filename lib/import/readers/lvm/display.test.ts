import { expect, test } from 'vitest';
import { outputOf } from './lvm-outputs.fixture.ts';
import { lvmReaders } from './lvm-readers.ts';

const [, reader] = lvmReaders;

function read(text: string, command = '') {
  const reading = reader?.read(outputOf(text, command));
  if (!reading) throw new Error('it was not read');
  return reading;
}

const GIB = 2 ** 30;

const LVDISPLAY = `  --- Logical volume ---
  LV Path                /dev/vg-data/Volume
  LV Name                Volume
  VG Name                vg-data
  LV UUID                Aaaaa1-bbb1-ccc1-ddd1-eee1-fff1-ggggg1
  LV Write Access        read/write
  LV Creation host, time host1, 2026-11-21 13:02:53 +0000
  LV Status              available
  # open                 1
  LV Size                1.00 GiB
  Current LE             256
  Segments               1
  Allocation             inherit
  Read ahead sectors     auto
  - currently set to     256
  Block device           252:0
   
  --- Segments ---
  Logical extents 0 to 255:
    Type		linear
    Physical volume	/dev/sdc
    Physical extents	0 to 255
   
   
  --- Logical volume ---
  LV Path                /dev/vg-data/old
  LV Name                old
  VG Name                vg-data
  LV UUID                Aaaaa2-bbb2-ccc2-ddd2-eee2-fff2-ggggg2
  LV Write Access        read/write
  LV Creation host, time host1, 2026-11-21 13:02:53 +0000
  LV Status              NOT available
  LV Size                2.00 GiB
  Current LE             512
  Segments               1
  Allocation             inherit
  Read ahead sectors     auto
`;

test('lvdisplay tells the device, its opens and, with -m, what it stands on; an inactive volume is no device', () => {
  const { devices, ignored, command } = read(LVDISPLAY);
  expect(devices).toEqual([
    {
      ref: { dmName: 'vg--data-Volume', path: 'vg-data/Volume', devNo: '252:0' },
      at: 1,
      type: 'lvm',
      size: { bytes: GIB, isRounded: true },
      isReadOnly: false,
      dm: { openCount: 1, isSuspended: false },
      bases: [{ kname: 'sdc' }],
    },
  ]);
  expect(ignored).toEqual([]);
  expect(command).toBe('lvdisplay');
});

test('a suspended volume has its device, and the full path of old versions is its name', () => {
  const text = `  --- Logical volume ---
  LV Name                /dev/VolGroup00/LogVol00
  VG Name                VolGroup00
  LV Status              suspended
  # open                 2
  LV Size                9,76 GB
  Block device           253:3
`;
  expect(read(text).devices).toEqual([
    {
      ref: { dmName: 'VolGroup00-LogVol00', path: 'VolGroup00/LogVol00', devNo: '253:3' },
      at: 1,
      type: 'lvm',
      size: { bytes: Math.round(9.76 * GIB), isRounded: true },
      dm: { openCount: 2, isSuspended: true },
    },
  ]);
});

test('a snapshot, its origin and a thin pool tell no bases', () => {
  const text = `  --- Logical volume ---
  LV Path                /dev/vg/origin
  LV Name                origin
  VG Name                vg
  LV snapshot status     source of
                         snap1 [active]
  LV Status              available
  LV Size                24.00 MiB
  Block device           254:78
   
  --- Logical volume ---
  LV Path                /dev/vg/snap1
  LV Name                snap1
  VG Name                vg
  LV snapshot status     active destination for origin
  LV Status              available
  LV Size                24.00 MiB
  COW-table size         8.00 MiB
  Allocated to snapshot  3.50%
  Block device           254:81
   
  --- Logical volume ---
  LV Name                pool
  VG Name                vg
  LV Pool metadata       pool_tmeta
  LV Pool data           pool_tdata
  LV Status              available
  Allocated pool data    12.50%
  Block device           254:3
`;
  const { devices, ignored } = read(text);
  expect(devices.map(({ ref, size, bases }) => [ref, size?.bytes, bases])).toEqual([
    [{ dmName: 'vg-origin', path: 'vg/origin', devNo: '254:78' }, 24 * 2 ** 20, undefined],
    [{ dmName: 'vg-snap1', path: 'vg/snap1', devNo: '254:81' }, 24 * 2 ** 20, undefined],
    [{ dmName: 'vg-pool', devNo: '254:3' }, undefined, undefined],
  ]);
  expect(ignored).toEqual([]);
});

test('vgdisplay -v lists PVs below one head, and pvdisplay has a new one', () => {
  const text = `  --- Volume group ---
  VG Name               vg-raid
  System ID
  Format                lvm2
  Metadata Areas        2
  VG Size               <2.99 GiB
  Alloc PE / Size       0 / 0
  Free  PE / Size       765 / <2.99 GiB
  VG UUID               Hhhhh1-iii1-jjj1-kkk1-lll1-mmm1-nnnnn1

  --- Physical volumes ---
  PV Name               /dev/md0
  PV UUID               P8Rzf3-z2Zg-fZ7Q-MdJF-1Afx-VoK5-tV85oD
  PV Status             allocatable
  Total PE / Free PE    511 / 511

  PV Name               [unknown]
  PV UUID               28Rzf3-z2Zg-fZ7Q-MdJF-1Afx-VoK5-tV85oD
  PV Status             allocatable
  Total PE / Free PE    254 / 254

  "/dev/sdb" is a new physical volume of "1.00 GiB"
  --- NEW Physical volume ---
  PV Name               /dev/sdb
  VG Name               
  PV Size               1.00 GiB
  Allocatable           NO
  PE Size               0   
  Total PE              0
  PV UUID               38Rzf3-z2Zg-fZ7Q-MdJF-1Afx-VoK5-tV85oD
`;
  const { devices, ignored } = read(text);
  expect(devices.map(({ ref, content, size }) => [ref.kname, content?.uuid, size?.bytes])).toEqual([
    ['md0', 'P8Rzf3-z2Zg-fZ7Q-MdJF-1Afx-VoK5-tV85oD', undefined],
    ['sdb', undefined, GIB],
    ['sdb', '38Rzf3-z2Zg-fZ7Q-MdJF-1Afx-VoK5-tV85oD', GIB],
  ]);
  expect(ignored).toEqual([]);
});

test('colons: an active volume with its number and opens, an inactive one, a PV and a group', () => {
  const text = `  /dev/rhel/root:rhel:3:1:-1:2:16777216:2048:-1:0:-1:253:0
  /dev/rhel/old:rhel:3:0:-1:0:16777216:2048:-1:0:-1:-1:-1
  /dev/disk/by-path/pci-0000:00:1f.2-part2:rhel:41940992:-1:8:8:-1:4096:5119:0:5119:P8Rzf3-z2Zg-fZ7Q-MdJF-1Afx-VoK5-tV85oD
  rhel:r/w:772:-1:0:2:2:-1:0:1:1:20967424:4096:5119:5119:0:Hhhhh1-iii1-jjj1-kkk1-lll1-mmm1-nnnnn1
`;
  expect(read(text).devices).toEqual([
    {
      ref: { dmName: 'rhel-root', path: 'rhel/root', devNo: '253:0' },
      at: 1,
      type: 'lvm',
      isReadOnly: false,
      dm: { openCount: 2 },
    },
    {
      ref: { path: 'disk/by-path/pci-0000:00:1f.2-part2' },
      at: 3,
      content: { type: 'LVM2_member', uuid: 'P8Rzf3-z2Zg-fZ7Q-MdJF-1Afx-VoK5-tV85oD' },
    },
  ]);
  expect(read(text).ignored).toEqual([]);
});

test('pvscan and lvscan of a German host', () => {
  const text = `  PV /dev/sde   VG vg1   lvm2 [931,51 GiB / 0    free]
  PV /dev/sdf            lvm2 [1,00 GiB]
  PV /dev/sdg    is in exported VG vg2 [1,00 GiB / 0    free]
  Total: 3 [1,46 TiB] / in use: 3 [1,46 TiB] / in no VG: 0 [0   ]

  ACTIVE            '/dev/vg1/lg1' [1,46 TiB] inherit
  ACTIVE   Original '/dev/vg1/o-1' [1,00 GiB] inherit
  ACTIVE   Snapshot '/dev/vg1/s1' [512,00 MiB] inherit
  inactive Snapshot '/dev/vg1/s2' [512,00 MiB] inherit
  inactive          '/dev/vg2/lv-2' [2,50 TiB] inherit
`;
  const { devices, ignored } = read(text);
  expect(devices.map(({ ref, size }) => [ref.kname ?? ref.dmName, size?.bytes])).toEqual([
    ['sde', Math.round(931.51 * GIB)],
    ['sdf', GIB],
    ['sdg', GIB],
    ['vg1-lg1', Math.round(1.46 * 1024 * GIB)],
    ['vg1-o--1', GIB],
    ['vg1-s1', undefined],
  ]);
  expect(ignored).toEqual([]);
});

test('lines of other programs are ignored, warnings as such', () => {
  const text = `  WARNING: PV /dev/sda2 in VG vg is using an old PV header, modify the VG to update.
  Couldn't find device with uuid Ppppp1-qqq1-rrr1-sss1-ttt1-uuu1-vvvvv1.
  ACTIVE            '/dev/vg1/lg1' [1,46 TiB] inherit
  1 logical volume(s) in volume group "vg1" now active
`;
  expect(read(text).ignored.map(({ at, why }) => [at, why])).toEqual([
    [1, 'warning of LVM'],
    [4, 'not a line of this output'],
  ]);
});

test('the commands are known by their first words', () => {
  for (const command of ['lvdisplay', 'lvm pvscan', 'vgdisplay -v', 'lvscan', 'vgscan', 'pvdisplay -c'])
    expect(reader?.isCommand(command), command).toBe(true);
  for (const command of ['lvs', 'lvdisplay -C', 'pvscanner', ''])
    expect(reader?.isCommand(command)).toBe(false);
});
