import { expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

const mountsOf = (text: string, command = '') =>
  readTool(text, command)?.devices.map(({ ref, mounts }) => ({ ref, mounts }));

const MNT = { mountPoint: '/tmp/mnt a b', fsType: 'ext4', isReadOnly: false };

/** findmnt of util-linux 2.38, shortened. */
const TREE = `TARGET                SOURCE          FSTYPE   OPTIONS
/                     /dev/vda        ext4     rw,relatime,discard
├─/proc               proc            proc     rw,relatime
├─/sys                sysfs           sysfs    rw,relatime
│ └─/sys/fs/cgroup    tmpfs           tmpfs    rw,relatime,mode=755
├─/srv                /dev/vda[/data] ext4     ro,relatime
└─/mnt/a b            /dev/mapper/x   xfs      rw,relatime
  └─/mnt/a b/c        /dev/vg/lv      btrfs    rw`;

it('reads the tree, its guides and its bind mounts', () => {
  expect(readTool(TREE)).toEqual({
    kind: 'findmnt',
    command: 'findmnt',
    path: '',
    devices: [
      {
        ref: { kname: 'vda' },
        at: 2,
        mounts: [
          { mountPoint: '/', fsType: 'ext4', isReadOnly: false },
          { mountPoint: '/srv', fsType: 'ext4', isReadOnly: true, root: '/data' },
        ],
      },
      { ref: { dmName: 'x' }, at: 7, mounts: [{ mountPoint: '/mnt/a b', fsType: 'xfs', isReadOnly: false }] },
      {
        ref: { path: 'vg/lv' },
        at: 8,
        mounts: [{ mountPoint: '/mnt/a b/c', fsType: 'btrfs', isReadOnly: false }],
      },
    ],
    whole: ['mounts'],
    ignored: [],
  });
});

it('is all mounts without arguments and filters', () => {
  expect(readTool(TREE, 'findmnt')?.whole).toEqual(['mounts']);
  expect(readTool(TREE, 'findmnt -l -o TARGET,SOURCE')?.whole).toEqual(['mounts']);
  for (const command of [
    'findmnt -t ext4',
    'findmnt /srv',
    'findmnt -T /srv',
    'findmnt -D',
    'findmnt | grep sd',
    'findmnt -N 4711',
  ])
    expect(readTool(TREE, command)?.whole).toEqual([]);
});

it('reads columns in any order, with the tree in the middle of them', () => {
  const text = `SOURCE                  TARGET               FSROOT MAJ:MIN  SIZE
/dev/vda                /                    /      254:0    252G
proc                    ├─/proc              /        0:21      0
tmpfs                   │ └─/sys/fs/cgroup   /        0:28  11.8G
/dev/sdb1[/@]           └─/home              /@       0:45    10G`;
  expect(mountsOf(text, 'findmnt -o SOURCE,TARGET,FSROOT,MAJ:MIN,SIZE')).toEqual([
    { ref: { kname: 'vda', devNo: '254:0' }, mounts: [{ mountPoint: '/' }] },
    { ref: { kname: 'sdb1' }, mounts: [{ mountPoint: '/home', root: '/@' }] },
  ]);
});

it.each([
  ['a list', '', 'TARGET       SOURCE     FSTYPE OPTIONS\n/tmp/mnt a b /dev/loop0 ext4   rw,relatime'],
  ['no header', 'findmnt -n "/tmp/mnt a b"', '/tmp/mnt a b /dev/loop0 ext4 rw,relatime'],
  ['raw', '', 'TARGET SOURCE FSTYPE OPTIONS\n/tmp/mnt\\x20a\\x20b /dev/loop0 ext4 rw,relatime'],
  ['pairs', '', 'TARGET="/tmp/mnt a b" SOURCE="/dev/loop0" FSTYPE="ext4" OPTIONS="rw,relatime"'],
  [
    'JSON',
    '',
    '{\n "filesystems": [\n  {\n   "target": "/tmp/mnt a b",\n   "source": "/dev/loop0",\n   "fstype": "ext4",\n   "options": "rw,relatime"\n  }\n ]\n}',
  ],
])('reads %s', (_, command, text) => {
  expect(mountsOf(text, command)).toEqual([{ ref: { kname: 'loop0' }, mounts: [MNT] }]);
});

it('reads raw values that are empty', () => {
  const text = 'TARGET LABEL SOURCE\n/mnt  /dev/sda1';
  expect(mountsOf(text, 'findmnt -r -o TARGET,LABEL,SOURCE')).toEqual([
    { ref: { kname: 'sda1' }, mounts: [{ mountPoint: '/mnt' }] },
  ]);
});

it('reads the tree of JSON, and counts its lines', () => {
  const text = `{
   "filesystems": [
      {"target": "/", "source": "/dev/vda", "fstype": "ext4", "options": "rw",
         "children": [
            {
               "target": "/mnt",
               "source": "/dev/sdb[/x]"
            }]
      }
   ]
}`;
  expect(readTool(text)?.devices).toEqual([
    { ref: { kname: 'vda' }, at: 3, mounts: [{ mountPoint: '/', fsType: 'ext4', isReadOnly: false }] },
    { ref: { kname: 'sdb' }, at: 6, mounts: [{ mountPoint: '/mnt', root: '/x' }] },
  ]);
});

it.each([
  ['findmnt -no SOURCE /srv', '/dev/mapper/vg-srv'],
  ['findmnt -n -o TARGET /dev/mapper/vg-srv', '/srv'],
])('takes from %s what it was asked with', (command, text) => {
  expect(mountsOf(text, command)).toEqual([{ ref: { dmName: 'vg-srv' }, mounts: [{ mountPoint: '/srv' }] }]);
});

it('does not take /etc/fstab for what is mounted', () => {
  const reading = readTool(TREE, 'findmnt --fstab');
  expect(reading?.devices).toEqual([]);
  expect(reading?.ignored.length).toBe(8);
});
