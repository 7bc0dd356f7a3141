import { expect, test } from 'vitest';
import { readingOf, shortList } from './lsblk-output.fixture.ts';

test('JSON of util-linux 2.27 quotes all values and has one mount point', () => {
  const text = `
{
   "blockdevices": [
      {"name": "sda", "maj:min": "8:0", "rm": "0", "size": "20G", "ro": "0", "type": "disk", "mountpoint": null,
         "children": [
            {"name": "sda1", "maj:min": "8:1", "rm": "0", "size": "1G", "ro": "1", "type": "part", "mountpoint": "/boot"},
            {"name": "vg-swap", "maj:min": "253:0", "rm": "0", "size": "2G", "ro": "0", "type": "lvm", "mountpoint": "[SWAP]"}
         ]
      }
   ]
}
`;
  expect(readingOf(text, 'lsblk -J')).toMatchObject({
    whole: ['block', 'mounts', 'swaps'],
    ignored: [],
    devices: [
      { ref: { devNo: '8:0', kname: 'sda' }, at: 3, isReadOnly: false, mounts: [], swap: 'none', bases: [] },
      {
        ref: { devNo: '8:1', kname: 'sda1' },
        at: 5,
        partition: { number: 1 },
        isReadOnly: true,
        mounts: [{ mountPoint: '/boot' }],
        bases: [{ devNo: '8:0', kname: 'sda' }],
      },
      { ref: { devNo: '253:0', dmName: 'vg-swap' }, at: 6, mounts: [], swap: {} },
    ],
  });
});

test('JSON of 2.38 has numbers, booleans and lists, also of the roots of file systems', () => {
  const text = `
{
   "blockdevices": [
      {
         "name": "/dev/mapper/luks-data",
         "kname": "/dev/dm-4",
         "size": 10710155264,
         "ro": false,
         "type": "crypt",
         "state": "suspended",
         "fstype": "btrfs",
         "label": "my data",
         "mountpoints": [
             "/home", "/srv/my data"
         ],
         "fsroots": [
             "/@home", "/@data"
         ]
      },{
         "name": "/dev/sdc",
         "kname": "/dev/sdc",
         "size": 10,
         "ro": true,
         "type": "disk",
         "state": null,
         "fstype": null,
         "label": null,
         "mountpoints": [
             null
         ],
         "fsroots": []
      }
   ]
}
`;
  expect(readingOf(text, 'lsblk -Jbp -l -o NAME,KNAME,SIZE').devices).toEqual([
    {
      ref: { kname: 'dm-4', dmName: 'luks-data' },
      at: 4,
      type: 'crypt',
      size: { bytes: 10710155264, isRounded: false },
      isReadOnly: false,
      content: { type: 'btrfs', label: 'my data' },
      dm: { isSuspended: true },
      mounts: [
        { mountPoint: '/home', root: '/@home' },
        { mountPoint: '/srv/my data', root: '/@data' },
      ],
      swap: 'none',
    },
    {
      ref: { kname: 'sdc' },
      at: 19,
      type: 'disk',
      size: { bytes: 10, isRounded: false },
      isReadOnly: true,
      mounts: [],
      swap: 'none',
    },
  ]);
});

test("other programs' warnings between the lines of JSON are ignored, and JSON that is cut is not read", () => {
  const text =
    '{"blockdevices": [\n  WARNING: Device /dev/x not initialized\n{"name":"sda","type":"disk"}\n]}';
  expect(readingOf(text)).toMatchObject({
    devices: [{ ref: { kname: 'sda' }, at: 3 }],
    ignored: [{ at: 2, why: 'not JSON' }],
  });
  expect(readingOf('{\n"blockdevices": [\n{"name": "sda"')).toMatchObject({ devices: [], whole: [] });
});

test('what jq takes out of the JSON is read if the command is known, and is not whole', () => {
  const text = '[ {"name": "vg-root", "type": "lvm"} ]';
  expect(shortList(text, 'lsblk -J | jq .blockdevices')).toEqual(['vg-root lvm on ?']);
  expect(readingOf(text, 'lsblk -J | jq .blockdevices').whole).toEqual([]);
});

test('pairs with escapes, of a mangled name and of a label with quotes', () => {
  const text =
    'NAME="vg-a\\x5cx20b" KNAME="dm-1" MAJ_MIN="253:1" TYPE="lvm" FSTYPE="ext4" LABEL="a \\x22b\\x22" MOUNTPOINTS="/a\\x0a/b c"';
  expect(readingOf(text, 'lsblk -Py').devices).toEqual([
    {
      ref: { devNo: '253:1', kname: 'dm-1', dmName: 'vg-a\\x20b' },
      at: 1,
      type: 'lvm',
      content: { type: 'ext4', label: 'a "b"' },
      mounts: [{ mountPoint: '/a' }, { mountPoint: '/b c' }],
      swap: 'none',
    },
  ]);
});
