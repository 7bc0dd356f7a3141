import { expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

/** bcache-tools 1.0.8. */
const BACKING = `sb.magic		ok
sb.first_sector		8 [match]
sb.csum			2C5794344E4D704F [match]
sb.version		1 [backing device]

dev.label		(empty)
dev.uuid		6509e8d4-9981-4a7a-a4b6-3e34a38672f9
dev.sectors_per_block	8
dev.sectors_per_bucket	1024
dev.data.first_sector	16
dev.data.cache_mode	0 [writethrough]
dev.data.cache_state	0 [detached]

cset.uuid		4b15f1c9-5bb5-40c3-b633-8067bfa88d63`;

it('tells what is on the device that the command names', () => {
  const reading = readTool(BACKING, 'bcache-super-show /dev/sdb');
  expect(reading?.devices).toEqual([
    {
      ref: { kname: 'sdb' },
      at: 1,
      content: { type: 'bcache', uuid: '6509e8d4-9981-4a7a-a4b6-3e34a38672f9' },
    },
  ]);
  expect(reading?.ignored).toEqual([]);
});

it('tells of no device where the command is not known, or the superblock is not right', () => {
  expect(readTool(BACKING)?.devices).toEqual([]);
  expect(readTool(BACKING)?.ignored).toHaveLength(12);
  expect(readTool(BACKING.replace('ok', 'bad magic'), 'bcache-super-show /dev/sdb')?.devices).toEqual([]);
});
