import { describe, expect, it } from 'vitest';
import { parseUdevDb } from './parse-udev-db.ts';

describe('parseUdevDb', () => {
  it('gathers links and properties by device, encoded values decoded', () => {
    const { value, problems } = parseUdevDb(String.raw`b254:1:S:mapper/vg-lv
b254:1:S:disk/by-label/my\x20disk
b254:1:E:ID_FS_TYPE=ext4
b254:1:E:ID_FS_LABEL=my_disk
b254:1:E:ID_FS_LABEL_ENC=my\x20disk\xc3\xbc
b8:1:E:ID_PART_ENTRY_NAME=EFI\x20System
b8:1:E:ID_MODEL=a=b:c
b8:1:E:DM_NAME=foo\x20bar
`);
    expect(problems).toEqual([]);
    expect(value.get('254:1')).toEqual({
      links: ['mapper/vg-lv', 'disk/by-label/my\\x20disk'],
      properties: new Map([
        ['ID_FS_TYPE', 'ext4'],
        ['ID_FS_LABEL', 'my_disk'],
        ['ID_FS_LABEL_ENC', 'my diskü'],
      ]),
    });
    expect([...(value.get('8:1')?.properties ?? [])]).toEqual([
      ['ID_PART_ENTRY_NAME', 'EFI System'],
      ['ID_MODEL', 'a=b:c'],
      ['DM_NAME', 'foo\\x20bar'],
    ]);
  });

  it('lists what it does not understand, and keeps no half device for it', () => {
    const { value, problems } = parseUdevDb('b8:1:E:=x\nb8:2:I:123\nc1:2:S:x\nb8:3:S:ok\n');
    expect([...value.keys()]).toEqual(['8:3']);
    expect(problems.map(({ line }) => line)).toEqual([1, 2, 3]);
  });
});
