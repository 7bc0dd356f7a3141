import { describe, expect, it } from 'vitest';
import { parseSysfs } from './parse-sysfs.ts';
import { parseSysfsLinks } from './parse-sysfs-links.ts';

describe('parseSysfs', () => {
  it('sorts attributes by device', () => {
    const { value, problems } = parseSysfs(`sda/dev:8:0
sda/size:2097152
sda/device/model:QEMU HARDDISK   
sda1/partition:1
sda1/start:2048
cciss!c0d0/dev:104:0
nbd0/pid:841
`);
    expect(problems).toEqual([]);
    expect([...value.keys()]).toEqual(['sda', 'sda1', 'cciss!c0d0', 'nbd0']);
    expect([...(value.get('sda') ?? [])]).toEqual([
      ['dev', '8:0'],
      ['size', '2097152'],
      ['device/model', 'QEMU HARDDISK'],
    ]);
    expect(value.get('sda1')?.get('start')).toBe('2048');
  });

  it('joins the lines of one value and is not misled by what they say', () => {
    const { value, problems } = parseSysfs(
      'loop0/loop/backing_file:/tmp/x\nloop0/loop/backing_file:sda/ro:1\nloop0/loop/backing_file:  z \nsda/ro:0\n',
    );
    expect(problems).toEqual([]);
    expect(value.get('loop0')?.get('loop/backing_file')).toBe('/tmp/x\nsda/ro:1\n  z ');
    expect(value.get('sda')?.get('ro')).toBe('0');
  });

  it('lists lines without an attribute', () => {
    const { value, problems } = parseSysfs(
      'grep: sda/x: binary file matches\nsda/ro:0\n../etc/passwd:x\n/abs/ro:1\n',
    );
    expect([...value.keys()]).toEqual(['sda', '..']);
    expect(problems.map(({ line }) => line)).toEqual([1, 4]);
  });
});

describe('parseSysfsLinks', () => {
  it('tells holders from bases, whichever end the link was found at', () => {
    const { value, problems } = parseSysfsLinks(
      'md0/slaves/dm-3\nsdb/holders/md0\nsda/sda1\nx\na/b/c\na/slaves/\n',
    );
    expect(value).toEqual([
      { kind: 'slave', holder: 'md0', base: 'dm-3', line: 1 },
      { kind: 'slave', holder: 'md0', base: 'sdb', line: 2 },
      { kind: 'partition', holder: 'sda1', base: 'sda', line: 3 },
    ]);
    expect(problems.map(({ line }) => line)).toEqual([4, 5, 6]);
  });
});
