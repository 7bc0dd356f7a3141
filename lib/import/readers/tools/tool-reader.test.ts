import { expect, it } from 'vitest';
import { mountReader } from './mount.ts';
import { outputOf, readTool } from './output.fixture.ts';

const TEXT = '/dev/sda1 on / type ext4 (rw)';

it('does not take what another command printed for all there is', () => {
  expect(mountReader.read(outputOf(TEXT, 'mount'))?.whole).toEqual(['mounts']);
  expect(mountReader.read(outputOf(TEXT, 'ssh host mount -t ext4'))).toMatchObject({
    command: 'ssh host mount -t ext4',
    whole: [],
    devices: [{ ref: { kname: 'sda1' } }],
  });
});

it('does not know which lines are of which of several commands', () => {
  const text = 'lrwxrwxrwx 1 root root 7 Oct 26 11:21 lv -> ../dm-0';
  expect(readTool(text, 'ls -l /dev/mapper')?.devices.length).toBe(1);
  expect(readTool(text, 'ls -l /dev/mapper; ls -l /dev/vg')).toBeNull();
  expect(mountReader.read(outputOf(TEXT, 'mount && df'))?.whole).toEqual([]);
});

it('keeps the numbers of lines, and uses blank ones', () => {
  const reading = mountReader.read(outputOf(`\n\n${TEXT}  \n\nHelp!`, 'mount'));
  expect(reading?.devices[0]?.at).toBe(3);
  expect(reading?.ignored).toEqual([{ text: 'Help!', at: 5, why: 'not a line of mount' }]);
});
