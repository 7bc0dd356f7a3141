import { expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

const TEXT = `major minor  #blocks  name

 254        0  268435456 vda
   7        0      10240 loop0
 104        1       5119 cciss/c0d0p1`;

it.each(['', 'cat /proc/partitions'])('tells numbers and sizes (%j)', (command) => {
  expect(readTool(TEXT, command)).toEqual({
    kind: 'partitions',
    command: 'cat /proc/partitions',
    path: '',
    devices: [
      { ref: { kname: 'vda', devNo: '254:0' }, at: 3, size: { bytes: 268435456 * 1024, isRounded: true } },
      { ref: { kname: 'loop0', devNo: '7:0' }, at: 4, size: { bytes: 10240 * 1024, isRounded: true } },
      {
        ref: { kname: 'cciss!c0d0p1', devNo: '104:1' },
        at: 5,
        size: { bytes: 5119 * 1024, isRounded: true },
      },
    ],
    whole: [],
    ignored: [],
  });
});

it('reads what grep left of it, and lists the rest as ignored', () => {
  const reading = readTool('   8        0  1000 sda\nIs that right?', 'grep sd /proc/partitions');
  expect(reading?.devices.map(({ ref }) => ref.kname)).toEqual(['sda']);
  expect(reading?.ignored.map(({ at }) => at)).toEqual([2]);
});
