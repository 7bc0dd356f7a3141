import { expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

/** From pull request 371 of HariSekhon/Nagios-Plugins, with a failed disk and a missing one added. */
const DETAIL = `/dev/md127:
        Version : 1.2
  Creation Time : Mon Jun 21 07:11:36 2021
     Raid Level : raid1
     Array Size : 732442432 (698.51 GiB 750.02 GB)
  Used Dev Size : 732442432 (698.51 GiB 750.02 GB)
   Raid Devices : 3
  Total Devices : 4
    Persistence : Superblock is persistent

  Intent Bitmap : Internal

    Update Time : Wed Jul 21 12:38:28 2021
          State : clean, degraded, recovering
 Active Devices : 1
Working Devices : 3
 Failed Devices : 1
  Spare Devices : 2

 Rebuild Status : 10% complete

           Name : host:127  (local to host host)
           UUID : 10df35c4:9fa5a110:e6143371:e68c3c11
         Events : 2249

    Number   Major   Minor   RaidDevice State
       2       8       17        0      spare rebuilding   /dev/sdb1
       1       8       33        1      active sync writemostly   /dev/sdc1
       -       0        0        2      removed

       3       8       49        -      faulty   /dev/sdd1
       4       8       65        -      spare   /dev/sde1`;

it('tells what --detail shows of an array', () => {
  const members = [
    { ref: { kname: 'sdb1', devNo: '8:17' }, slot: 2, flags: '' },
    { ref: { kname: 'sdc1', devNo: '8:33' }, slot: 1, flags: 'W' },
    { ref: { kname: 'sdd1', devNo: '8:49' }, slot: 3, flags: 'F' },
    { ref: { kname: 'sde1', devNo: '8:65' }, slot: 4, flags: 'S' },
  ];
  expect(readTool(DETAIL)).toEqual({
    kind: 'mdadm',
    command: 'mdadm --detail',
    path: '',
    devices: [
      {
        ref: { kname: 'md127' },
        at: 1,
        type: 'raid1',
        size: { bytes: 732442432 * 1024, isRounded: false },
        array: {
          level: 'raid1',
          state: 'clean, degraded, recovering',
          uuid: '10df35c4:9fa5a110:e6143371:e68c3c11',
          totalDisks: 3,
          workingDisks: 1,
          activity: 'recovery = 10%',
          members,
        },
        bases: members.map(({ ref }) => ref),
      },
    ],
    whole: [],
    ignored: [],
  });
});

it('reads several arrays, and messages between them', () => {
  const text = `/dev/md/one:
        Version : 1.2
     Raid Level : raid0
mdadm: cannot open /dev/md2: No such file or directory
/dev/md3:
        Version : 0.90
     Raid Level : raid1`;
  const reading = readTool(text, 'mdadm --detail /dev/md/one /dev/md2 /dev/md3');
  expect(reading?.devices.map(({ ref, type, at }) => ({ ref, type, at }))).toEqual([
    { ref: { path: 'md/one' }, type: 'raid0', at: 1 },
    { ref: { kname: 'md3' }, type: 'raid1', at: 5 },
  ]);
  expect(reading?.ignored.map(({ at, why }) => [at, why])).toEqual([[4, 'an error message']]);
});

/** From issue 75 of md-raid-utilities/mdadm. */
const SCAN = `ARRAY /dev/md/imsm0 metadata=imsm UUID=5d6d60dd:398dfd82:10f791cd:ac60c175
ARRAY /dev/md/vol_0 container=/dev/md/imsm0 member=0 UUID=c9b69259:7c3318ab:ad16247d:f6db5724
INACTIVE-ARRAY /dev/md127 metadata=1.2 name=host:0 UUID=3aaa0122:29827cfa:5331ad66:ca767371`;

it('tells every array of --detail --scan', () => {
  const reading = readTool(SCAN, 'mdadm --detail --scan');
  expect(reading?.devices).toEqual([
    { ref: { path: 'md/imsm0' }, at: 1, array: { uuid: '5d6d60dd:398dfd82:10f791cd:ac60c175' } },
    { ref: { path: 'md/vol_0' }, at: 2, array: { uuid: 'c9b69259:7c3318ab:ad16247d:f6db5724' } },
    {
      ref: { kname: 'md127' },
      at: 3,
      array: { state: 'inactive', uuid: '3aaa0122:29827cfa:5331ad66:ca767371' },
    },
  ]);
  expect(reading?.whole).toEqual(['arrays']);
  expect(readTool(SCAN, 'mdadm -Ds | grep md127')?.whole).toEqual([]);
});

it('does not know from superblocks, or from mdadm.conf, that an array is there', () => {
  expect(readTool(SCAN, 'mdadm --examine --scan')).toMatchObject({ devices: [], whole: [], ignored: [] });
  expect(readTool(SCAN)).toMatchObject({ devices: [], whole: [], ignored: [] });
});

it('tells the members that --examine --scan --verbose lists', () => {
  const text = `ARRAY /dev/md/0  level=raid1 metadata=1.2 num-devices=2 UUID=3aaa0122:29827cfa:5331ad66:ca767371 name=host:0
   devices=/dev/sdb1,/dev/sda1`;
  const content = {
    type: 'linux_raid_member',
    label: 'host:0',
    uuid: '3aaa0122-2982-7cfa-5331-ad66ca767371',
  };
  expect(readTool(text, 'mdadm -Esv')?.devices).toEqual([
    { ref: { kname: 'sdb1' }, at: 1, content },
    { ref: { kname: 'sda1' }, at: 1, content },
  ]);
  expect(readTool(text, 'mdadm -Dsv')?.devices[0]?.bases).toEqual([{ kname: 'sdb1' }, { kname: 'sda1' }]);
});

it('tells that an examined device is a member, by both superblocks', () => {
  const text = `/dev/sda1:
          Magic : a92b4efc
        Version : 1.2
    Feature Map : 0x1
     Array UUID : 3aaa0122:29827cfa:5331ad66:ca767371
           Name : host:0  (local to host host)
     Raid Level : raid1
   Raid Devices : 2
          State : clean
    Device UUID : 92f9c6f4:2ac8a0a5:4b6b8ef4:6a3b8ccf
   Device Role : Active device 0
   Array State : AA ('A' == active, '.' == missing, 'R' == replacing)
/dev/hda6:
          Magic : a92b4efc
        Version : 0.90.00
           UUID : 7c60c049:57d60814:bd9a77f1:57e49c5b
     Raid Level : raid5
      Number   Major   Minor   RaidDevice State
this     0       3        6        0      active sync   /dev/hda6

   0     0       3        6        0      active sync   /dev/hda6
/dev/sdb:
   MBR Magic : aa55
Partition[0] :   1953521664 sectors at         2048 (type fd)`;
  expect(readTool(text)).toMatchObject({
    devices: [
      {
        ref: { kname: 'sda1' },
        at: 1,
        content: { type: 'linux_raid_member', label: 'host:0', uuid: '3aaa0122-2982-7cfa-5331-ad66ca767371' },
      },
      {
        ref: { kname: 'hda6' },
        at: 13,
        content: { type: 'linux_raid_member', uuid: '7c60c049-57d6-0814-bd9a-77f157e49c5b' },
      },
    ],
    ignored: [],
  });
});
