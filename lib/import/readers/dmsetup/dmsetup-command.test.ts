import { expect, test } from 'vitest';
import { onlyDevice, parseDmsetupCommand } from './dmsetup-command.ts';
import { kindsOfCommand } from './reader.fixture.ts';

test.each([
  ['dmsetup info', 'dmsetup-info'],
  ['dmsetup -v info', 'dmsetup-info'],
  ['dmsetup --noheadings info -c', 'dmsetup-info'],
  ['dmsetup info -Cco name,uuid | grep vg', 'dmsetup-info'],
  ['/usr/sbin/dmsetup table', 'dmsetup-table'],
  ['dmsetup --inactive table vg-lv', 'dmsetup-table-inactive'],
  ['dmsetup table --inact', 'dmsetup-table-inactive'],
  ['dmsetup status --target snapshot', 'dmsetup-status'],
  ['dmsetup -j 253 -m 0 status', 'dmsetup-status'],
  ['dmsetup deps -o blkdevname', 'dmsetup-deps'],
  ['dmsetup ls', 'dmsetup-ls'],
  ['dmsetup --tree ls', 'dmsetup-tree'],
  ['dmsetup ls --tree -o inverted 2>/dev/null', 'dmsetup-tree'],
])('%s is of %s', (command, kind) => {
  expect(kindsOfCommand(command)).toEqual([kind]);
});

test.each([
  'dmsetup',
  'dmsetup remove vg-lv',
  'dmsetup version',
  'lsblk',
  'man dmsetup info',
  'dmsetup-info',
  '',
])('%s is of none', (command) => {
  expect(kindsOfCommand(command)).toEqual([]);
});

test.each([
  ['dmsetup table vg-lv', { dmName: 'vg-lv' }],
  ["dmsetup table 'with blank'", { dmName: 'with blank' }],
  ['dmsetup table with\\ blank', { dmName: 'with blank' }],
  ['dmsetup table /dev/mapper/vg-lv', { dmName: 'vg-lv' }],
  ['dmsetup table /dev/dm-3', { kname: 'dm-3' }],
  ['dmsetup table /dev/vg/lv', { path: 'vg/lv' }],
  ['dmsetup table -j 253 -m 2', { devNo: '253:2' }],
  ['dmsetup -j253 -m2 table', { devNo: '253:2' }],
  ['dmsetup table --major=253 --minor 2', { devNo: '253:2' }],
  ['dmsetup info -c -u LVM-abc', { dmUuid: 'LVM-abc' }],
  ['dmsetup table --target linear vg-lv', { dmName: 'vg-lv' }],
  ['dmsetup table $dev', null],
  ['dmsetup table a b', null],
  ['dmsetup table', null],
  ['dmsetup table -m 2', null],
])('%s asks for one device', (command, ref) => {
  expect(onlyDevice(parseDmsetupCommand(command))).toEqual(ref);
});

test.each([
  ['dmsetup table', true],
  ['dmsetup --noflush status 2>&1', true],
  ['dmsetup info -c --separator "|" -o +devnos_used | tee out.txt', true],
  ["dmsetup info -c --separator $'\\x1f'", true],
  ['dmsetup ls > /tmp/ls', true],
  ['dmsetup table vg-lv', false],
  ['dmsetup table --target crypt', false],
  ["dmsetup info -c -S 'name=~vg'", false],
  ['dmsetup table | grep crypt', false],
  ['dmsetup info -c | head -3', false],
  ["dmsetup ls | awk '{print $1}'", false],
  ['dmsetup table; dmsetup status', false],
])('%s is of all devices: %s', (command, isOfAll) => {
  expect(parseDmsetupCommand(command)?.isOfAll).toBe(isOfAll);
});

test('the value of an option may be quoted, attached or escaped', () => {
  const option = (command: string, name: string) => parseDmsetupCommand(command)?.options.get(name);
  expect(option("dmsetup info -c --separator '|'", 'separator')).toBe('|');
  expect(option('dmsetup info -c --sep=\\;', 'separator')).toBe(';');
  expect(option("dmsetup info -c --separator $'\\t'", 'separator')).toBe('\t');
  expect(option('dmsetup info -co name,open', 'options')).toBe('name,open');
});
