import { expect, it } from 'vitest';
import { commandWords, fileRead, optionsOf } from './command-words.ts';

it('takes the first command of a pipe, without quotes and redirections', () => {
  expect(commandWords('findmnt -o SOURCE "/mnt/a b" 2>/dev/null')).toEqual({
    program: 'findmnt',
    args: ['-o', 'SOURCE', '/mnt/a b'],
    isFiltered: false,
  });
  expect(commandWords('ls /sys/dev/block/252\\:4/holders 2>&1').args).toEqual([
    '/sys/dev/block/252:4/holders',
  ]);
});

it('knows what a pipe may leave out', () => {
  expect(commandWords('mount | grep sda').isFiltered).toBe(true);
  expect(commandWords('mount|head -3').isFiltered).toBe(true);
  expect(commandWords('mount | column -t').isFiltered).toBe(false);
  expect(commandWords('mount | cat').isFiltered).toBe(false);
});

it('takes options apart, short ones together and with their values', () => {
  const { flags, values, rest } = optionsOf(
    ['-hTo', 'a,b', '--output=c', '--types', 'ext4', '-tx', '/mnt'],
    ['-o', '-t', '--types'],
  );
  expect([...flags]).toEqual(['-h', '-T', '-o', '--output', '--types', '-t']);
  expect([...values]).toEqual([
    ['-o', 'a,b'],
    ['--output', 'c'],
    ['--types', 'ext4'],
    ['-t', 'x'],
  ]);
  expect(rest).toEqual(['/mnt']);
});

it('knows whether a file was read, and whole', () => {
  const file = /^\/proc\/mdstat$/;
  expect(fileRead('cat /proc/mdstat', file)).toEqual({ isWhole: true });
  expect(fileRead('/proc/mdstat', file)).toEqual({ isWhole: true });
  expect(fileRead('cat /proc/mdstat /proc/swaps', file)).toEqual({ isWhole: false });
  expect(fileRead('head -3 /proc/mdstat', file)).toEqual({ isWhole: false });
  expect(fileRead('cat /proc/mdstat | grep md0', file)).toEqual({ isWhole: false });
  expect(fileRead('rm /proc/mdstat', file)).toBeNull();
  expect(fileRead('cat /proc/swaps', file)).toBeNull();
});
