import { expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

/** A file is swapped on too, and it is not known of which device. */
const SUMMARY = `Filename				Type		Size		Used		Priority
/dev/loop0p2                            partition	524284		12		-2
/swap\\040file                           file		1024		0		-3`;

it.each(['', 'cat /proc/swaps', 'swapon -s'])('reads the summary (%j)', (command) => {
  expect(readTool(SUMMARY, command)).toEqual({
    kind: 'swaps',
    command: command || 'cat /proc/swaps',
    path: '',
    devices: [{ ref: { kname: 'loop0p2' }, at: 2, swap: { priority: -2, usedBytes: 12 * 1024 } }],
    whole: ['swaps'],
    ignored: [],
  });
});

it('leaves out what a table for people rounds, and what was not asked for', () => {
  const text = `NAME           TYPE      SIZE USED PRIO
/dev/dm-1      partition  10M   0B   -2
/dev/mapper/sw partition  10G 1.5G   -3`;
  expect(readTool(text, 'swapon --show')?.devices).toEqual([
    { ref: { kname: 'dm-1' }, at: 2, swap: { priority: -2, usedBytes: 0 } },
    { ref: { dmName: 'sw' }, at: 3, swap: { priority: -3 } },
  ]);
  const columns = `NAME       UUID                                 LABEL PRIO
/dev/loop0 54b74559-ff27-4a6d-947e-9944a1b462ad         -2`;
  expect(readTool(columns, 'swapon --show=NAME,UUID,LABEL,PRIO')?.devices).toEqual([
    { ref: { kname: 'loop0' }, at: 2, swap: { priority: -2 } },
  ]);
  expect(readTool('/dev/loop0 -2', 'swapon --show=NAME,PRIO --noheadings')?.devices).toEqual([
    { ref: { kname: 'loop0' }, at: 1, swap: { priority: -2 } },
  ]);
});

it('says that there is no swap where nothing is listed', () => {
  expect(readTool('', 'swapon --show')?.whole).toEqual(['swaps']);
  expect(readTool('Filename Type Size Used Priority', 'cat /proc/swaps')).toMatchObject({
    devices: [],
    whole: ['swaps'],
  });
  expect(readTool('', 'cat /proc/swaps | grep sd')?.whole).toEqual([]);
  expect(readTool('cat: /proc/swaps: Permission denied', 'cat /proc/swaps')?.whole).toEqual([]);
});

it('is not of a swapon that swaps on, and not of prose', () => {
  expect(readTool('', 'swapon -a')).toBeNull();
  expect(readTool('', 'swapon /dev/sda2')).toBeNull();
  expect(readTool('NAME is what I call it')).toBeNull();
});
