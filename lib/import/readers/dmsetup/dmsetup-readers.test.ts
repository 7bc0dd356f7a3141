import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCapture } from '../../../capture/read-capture.ts';
import { kindsOfCommand, kindsOfText, readingOfText } from './reader.fixture.ts';

/** What real kernels printed for the collector, section by section. */
const FOLDER = new URL('../../../../e2e/cases/', import.meta.url);
const KINDS = /^dmsetup-(info|table|table-inactive|status|deps)$/;
const sections = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => {
    const capture = readCapture(readFileSync(new URL(`${name}/capture`, FOLDER))).value;
    return [...(capture?.sections.values() ?? [])]
      .filter(
        (section) =>
          section.command.startsWith('dmsetup ') &&
          section.state === 'done' &&
          KINDS.test(section.name) &&
          section.text.trim() !== '',
      )
      .map((section) => ({ title: `${name} ${section.name}`, section }));
  });

test('there are sections of every kind', () => {
  expect(new Set(sections.map(({ section }) => section.name)).size).toBe(5);
});

test('every line of every section is used, and each is the whole list', () => {
  const odd = sections.filter(({ section: { command, name, text } }) => {
    expect(kindsOfCommand(command)).toEqual([name]);
    const { ignored, whole } = readingOfText(command, text);
    return ignored.length > 0 || whole.length === 0;
  });
  expect(odd.map(({ title }) => title)).toEqual([]);
});

test('without their commands tables, statuses and dependencies are known by what is in them', () => {
  const odd = sections.filter(({ section: { name, text } }) => {
    const isTold = name !== 'dmsetup-info' && text.trim() !== 'No devices found';
    const kind = name === 'dmsetup-table-inactive' ? 'dmsetup-table' : name;
    return isTold && kindsOfText(text).join() !== kind;
  });
  // Devices of zeroes, or that fail all I/O, have the same table and status.
  expect(odd.every(({ section: { text } }) => /^(\S+: \d+ \d+ (zero|error) ?\n)+$/.test(text))).toBe(true);
  expect(odd).toHaveLength(5);
});

test.each([
  'I ran dmsetup info -c and it said Name and Maj.',
  'Filesystem      Size  Used Avail Use% Mounted on\n/dev/sda1        20G   10G   10G  50% /',
  'NAME   MAJ:MIN RM SIZE RO TYPE MOUNTPOINTS\nsda      8:0    0  20G  0 disk',
  'mpatha (36001405d1) dm-2 LIO-ORG,disk\nsize=10G features=0 hwhandler=0 wp=rw\n`-+- policy=service-time prio=50 status=active\n  `- 2:0:0:0 sdb 8:16 active ready running',
  '  LV   VG Attr       LSize\n  root vg -wi-ao---- 17.00g',
  '/dev/loop0: [2049]:131 (/var/tmp/image)',
  'Personalities : [raid1]\nmd0 : active raid1 sdb1[1] sda1[0]\n      1046528 blocks [2/2] [UU]',
  '8 0 20971520 sda\n8 1 1048576 sda1',
  'name: value\nother: 1 2 3',
  '',
])('%j is no output of dmsetup', (text) => {
  expect(kindsOfText(text)).toEqual([]);
});
