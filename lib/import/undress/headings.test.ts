import { expect, test } from 'vitest';
import { readHeading } from './headings.ts';

test.each([
  '### lsblk -f',
  'lsblk -f:',
  '== lsblk -f ==',
  '**Output of `lsblk -f`:**',
  'output of lsblk -f is:',
  'The output of sudo lsblk -f',
  'lsblk -f output:',
  '`lsblk -f`',
  '1. lsblk -f',
  '# Output of lsblk -f',
  '+++ lsblk -f +++',
  'Here is my lsblk -f:',
  'When I run lsblk -f I get:',
  'Command: lsblk -f',
  'Running lsblk -f...',
  '`$ sudo lsblk -f`',
  'lsblk -f =>',
  '/bin/lsblk -f',
])('%s names a command', (line) => {
  expect(readHeading(line)?.command).toBe('lsblk -f');
});

test('a copied file is one that cat would print', () => {
  expect(readHeading('==> /proc/mdstat <==')?.command).toBe('cat /proc/mdstat');
  expect(readHeading('/proc/swaps:')?.command).toBe('cat /proc/swaps');
});

test('a command alone could be a line of a list', () => {
  expect(readHeading('lsblk')).toEqual({ command: 'lsblk', isBare: true });
  expect(readHeading('mount')).toBeNull();
});

test.each([
  '  --- Logical volume ---',
  '/dev/mapper:',
  'lsblk: dm-0: failed to get device path',
  'vg-lv: 0 2048 linear 8:2 0',
  '## How to use lsblk for beginners',
  'I think that lsblk is wrong about it.',
  '|-+- policy=x prio=0',
  '/dev/md0:',
  '- dmsetup: 1.02.185 (2022-05-18)',
  'dmsetup ls --tree      .    .',
])('%s names none', (line) => {
  expect(readHeading(line)).toBeNull();
});
