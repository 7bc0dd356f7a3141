import { describe, expect, it } from 'vitest';
import { parsePartitions } from './parse-partitions.ts';
import { parseSwaps } from './parse-swaps.ts';

describe('parseSwaps', () => {
  it('reads partitions and files, in bytes', () => {
    const { value, problems } = parseSwaps(String.raw`Filename				Type		Size		Used		Priority
/dev/dm-2                               partition	65532		4		-2
/mnt/with\040space/swap\040file         file		8176		0		-3
/swap\040(deleted)                      file		8176		0		5
what is this
`);
    expect(value).toEqual([
      {
        path: '/dev/dm-2',
        isFile: false,
        isDeleted: false,
        sizeBytes: 67104768,
        usedBytes: 4096,
        priority: -2,
        line: 2,
      },
      {
        path: '/mnt/with space/swap file',
        isFile: true,
        isDeleted: false,
        sizeBytes: 8372224,
        usedBytes: 0,
        priority: -3,
        line: 3,
      },
      {
        path: '/swap',
        isFile: true,
        isDeleted: true,
        sizeBytes: 8372224,
        usedBytes: 0,
        priority: 5,
        line: 4,
      },
    ]);
    expect(problems).toMatchObject([{ section: 'proc-swaps', line: 5, text: 'what is this' }]);
  });
});

describe('parsePartitions', () => {
  it('reads device numbers, names and sizes', () => {
    const { value, problems } = parsePartitions(`major minor  #blocks  name

  98        0    1048576 ubda
 254        0     307200 dm-0
 104        1          1 cciss/c0d0p1
  x
`);
    expect(value).toEqual([
      { devNo: '98:0', kname: 'ubda', sizeBytes: 1073741824, line: 3 },
      { devNo: '254:0', kname: 'dm-0', sizeBytes: 314572800, line: 4 },
      { devNo: '104:1', kname: 'cciss!c0d0p1', sizeBytes: 1024, line: 5 },
    ]);
    expect(problems).toMatchObject([{ line: 6, text: '  x' }]);
  });
});
