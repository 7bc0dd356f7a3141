import { describe, expect, it } from 'vitest';
import { parseLsblk } from './parse-lsblk.ts';

/** `lsblk -J -b -l -o …`, util-linux 2.38.1. */
const LIST = `{
   "blockdevices": [
      {
         "name": "loop0",
         "kname": "loop0",
         "pkname": null,
         "maj:min": "7:0",
         "type": "loop",
         "size": 364904448,
         "fstype": "LVM2_member",
         "uuid": "sIX7mJ-6Lma-okNS-gNx1-Zyjo-BV1p-wvjStI",
         "mountpoints": [
             null
         ]
      },{
         "name": "with\\\\x20space",
         "kname": "dm-0",
         "pkname": "loop0",
         "maj:min": "254:0",
         "type": "dm",
         "size": 4096,
         "fstype": "ext4",
         "uuid": null,
         "mountpoints": [
             "/mnt/a b", "/srv"
         ]
      }
   ]
}
`;

describe('parseLsblk', () => {
  it('reads the list form', () => {
    const { value, problems } = parseLsblk(LIST);
    expect(problems).toEqual([]);
    expect(value).toHaveLength(2);
    expect(value[0]).toMatchObject({
      kname: 'loop0',
      devNo: '7:0',
      sizeBytes: 364904448,
      fsType: 'LVM2_member',
      mountPoints: [],
      parentKnames: [],
    });
    expect(value[1]).toMatchObject({
      name: 'with\\x20space',
      uuid: '',
      mountPoints: ['/mnt/a b', '/srv'],
      parentKnames: ['loop0'],
    });
  });

  it('skips warnings before and inside of the JSON, as problems', () => {
    const text = LIST.replace('"kname": "dm-0",', '"kname": "dm-0",\n  WARNING: PV on /dev/sdb');
    const { value, problems } = parseLsblk(`  WARNING: Not using lvmetad\n${text}`);
    expect(value.map(({ kname }) => kname)).toEqual(['loop0', 'dm-0']);
    expect(problems.map(({ line, text: found }) => [line, found])).toEqual([
      [1, '  WARNING: Not using lvmetad'],
      [19, '  WARNING: PV on /dev/sdb'],
    ]);
  });

  it('reads old versions: quoted values and one mount point', () => {
    const { value, problems } = parseLsblk(`{
   "blockdevices": [
      {"name": "sda", "maj:min": "  8:0 ", "rm": "0", "size": "1099511627776", "ro": "1", "rota": "1", "type": "disk", "mountpoint": null, "model": "QEMU HARDDISK   ",
         "children": [
            {"name": "sda1", "maj:min": "8:1", "rm": "1", "size": "1048576", "ro": "0", "type": "part", "mountpoint": "/boot"}
         ]
      }
   ]
}`);
    expect(problems).toEqual([]);
    expect(value).toMatchObject([
      {
        kname: 'sda',
        devNo: '8:0',
        sizeBytes: 1099511627776,
        isReadOnly: true,
        isRemovable: false,
        isRotational: true,
        mountPoints: [],
        model: 'QEMU HARDDISK',
      },
      { kname: 'sda1', isRemovable: true, isReadOnly: false, mountPoints: ['/boot'], parentKnames: ['sda'] },
    ]);
  });

  it('makes one device of what the tree form repeats, with all its parents', () => {
    const shared = { name: 'md0', kname: 'md0', 'maj:min': '9:0', children: [{ name: 'x', kname: 'dm-0' }] };
    const { value } = parseLsblk(
      JSON.stringify({
        blockdevices: [
          { name: 'sda', children: [shared] },
          { name: 'sdb', children: [shared] },
        ],
      }),
    );
    expect(value.map(({ kname, parentKnames }) => [kname, parentKnames])).toEqual([
      ['sda', []],
      ['md0', ['sda', 'sdb']],
      ['dm-0', ['md0']],
      ['sdb', []],
    ]);
  });

  it('does without the wrapper', () => {
    expect(parseLsblk('[{"name":"sda"}]').value).toMatchObject([{ kname: 'sda' }]);
    expect(parseLsblk('{"name":"sda"}').value).toMatchObject([{ kname: 'sda' }]);
  });

  it('does not guess a size that is no number of bytes', () => {
    expect(parseLsblk('[{"name":"sda","size":"10G"}]').value).toMatchObject([{ sizeBytes: null }]);
  });

  it('says what is wrong with anything else', () => {
    expect(parseLsblk('')).toEqual({ value: [], problems: [] });
    expect(parseLsblk('lsblk: unknown column').problems).toMatchObject([
      { section: 'lsblk', line: null, message: 'Not JSON' },
    ]);
    expect(parseLsblk('{"a":1}').problems).toMatchObject([{ message: 'No list of block devices' }]);
    expect(parseLsblk('[{"size":1}]').problems).toMatchObject([{ message: 'A block device without a name' }]);
  });

  it('survives nesting a hundred thousand deep', () => {
    const depth = 100_000;
    const text = `${'{"name":"a","children":['.repeat(depth)}${']}'.repeat(depth)}`;
    expect(parseLsblk(text).value.length).toBeLessThanOrEqual(1);
  });
});
