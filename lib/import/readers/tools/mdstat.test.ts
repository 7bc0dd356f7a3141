import { expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

/** Put together of arrays from public threads. */
const TEXT = `Personalities : [linear] [raid0] [raid1] [raid6] [raid5] [raid4]
md_d0 : inactive sdb[0](S)
      488386432 blocks

md127 : active (auto-read-only) raid1 sdd1[0]
      3906885440 blocks super 1.2 [2/1] [U_]

md5 : active raid5 sde1[0] sdf1[3](F) sdg1[1]
      3906764800 blocks super 1.2 level 5, 512k chunk, algorithm 2 [3/2] [UU_]
      [=>...................]  recovery =  8.5% (166440960/1953382400) finish=186.1min speed=160000K/sec
      bitmap: 3/15 pages [12KB], 65536KB chunk

unused devices: <none>`;

it('tells arrays, their members and what they are doing', () => {
  expect(readTool(TEXT)).toEqual({
    kind: 'mdstat',
    command: 'cat /proc/mdstat',
    path: '',
    devices: [
      {
        ref: { kname: 'md_d0' },
        at: 2,
        type: 'md',
        array: { state: 'inactive', members: [{ ref: { kname: 'sdb' }, slot: 0, flags: 'S' }] },
        bases: [{ kname: 'sdb' }],
      },
      {
        ref: { kname: 'md127' },
        at: 5,
        type: 'raid1',
        size: { bytes: 3906885440 * 1024, isRounded: false },
        array: {
          state: 'active (auto-read-only)',
          level: 'raid1',
          totalDisks: 2,
          workingDisks: 1,
          members: [{ ref: { kname: 'sdd1' }, slot: 0, flags: '' }],
        },
        bases: [{ kname: 'sdd1' }],
      },
      {
        ref: { kname: 'md5' },
        at: 8,
        type: 'raid5',
        size: { bytes: 3906764800 * 1024, isRounded: false },
        array: {
          state: 'active',
          level: 'raid5',
          totalDisks: 3,
          workingDisks: 2,
          activity: 'recovery =  8.5% (166440960/1953382400) finish=186.1min speed=160000K/sec',
          members: [
            { ref: { kname: 'sde1' }, slot: 0, flags: '' },
            { ref: { kname: 'sdf1' }, slot: 3, flags: 'F' },
            { ref: { kname: 'sdg1' }, slot: 1, flags: '' },
          ],
        },
        bases: [{ kname: 'sde1' }, { kname: 'sdf1' }, { kname: 'sdg1' }],
      },
    ],
    whole: ['arrays'],
    ignored: [],
  });
});

it('reads one array without what stands around it, and with its indent lost', () => {
  const text = `md127 : active raid1 sdd1[0]
3906885440 blocks super 1.2 [2/1] [U_]`;
  const reading = readTool(text);
  expect(reading?.devices[0]?.array).toMatchObject({ totalDisks: 2, workingDisks: 1 });
  expect(reading?.whole).toEqual([]);
  expect(reading?.ignored).toEqual([]);
});

it('is every array only where nothing was left out', () => {
  const none = 'Personalities :\nunused devices: <none>';
  expect(readTool(none)).toMatchObject({ devices: [], whole: ['arrays'] });
  expect(readTool(none, 'cat /proc/mdstat')?.whole).toEqual(['arrays']);
  expect(readTool('md0 : active raid0 sda1[0]', 'cat /proc/mdstat | grep md0')?.whole).toEqual([]);
  expect(readTool('md0 : active raid0 sda1[0]', 'grep md0 /proc/mdstat')?.whole).toEqual([]);
});

it('lists lines that are none of it as ignored', () => {
  const reading = readTool('md0 : active raid0 sda1[0]\nWhy is it active?');
  expect(reading?.ignored).toEqual([{ text: 'Why is it active?', at: 2, why: 'not a line of /proc/mdstat' }]);
  expect(readTool('md0 is active on sda1, why?')).toBeNull();
});
