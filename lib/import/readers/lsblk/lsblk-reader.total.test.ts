import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparable, outputOf, readingOf } from './lsblk-output.fixture.ts';
import type { Model } from './lsblk-printer.fixture.ts';
import { printJson, printList, printPairs, printRaw, printTree } from './lsblk-printer.fixture.ts';
import { lsblkReader } from './lsblk-reader.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9_.]{0,9}$/);

/** Disks first, then what stands on some of those before. */
const model: fc.Arbitrary<Model> = fc
  .record({
    disks: fc.integer({ min: 1, max: 3 }),
    above: fc.array(
      fc.record({
        name: word,
        label: fc.oneof(fc.constant(''), word, fc.constant('two words'), fc.constant('a\\b')),
        mountPoint: fc.constantFrom('', '/', '/srv/my data', '[SWAP]'),
        seeds: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ disks, above }) => [
    ...Array.from({ length: disks }, (_, i) => {
      const name = `sd${String.fromCharCode(97 + i)}`;
      return { name, kname: name, devNo: `8:${i * 16}`, type: 'disk', label: '', mountPoint: '', bases: [] };
    }),
    ...above.map(({ name, label, mountPoint, seeds }, i) => ({
      name: `vg-${name}${i}`,
      kname: `dm-${i}`,
      devNo: `253:${i}`,
      type: i % 2 ? 'crypt' : 'lvm',
      label,
      mountPoint,
      bases: [...new Set(seeds.map((seed) => seed % (disks + i)))],
    })),
  ]);

test('a tree, a list with parents, raw rows, pairs and JSON of one host tell the same', () => {
  fc.assert(
    fc.property(model, (host) => {
      const tree = readingOf(printTree(host), 'lsblk');
      expect(tree).toMatchObject({ whole: ['block', 'mounts', 'swaps'], ignored: [] });
      expect(tree.devices).toHaveLength(host.length);
      for (const [text, command] of [
        [printRaw(host), 'lsblk -r'],
        [printPairs(host), 'lsblk -P'],
        [printJson(host), 'lsblk -J'],
      ] as const)
        expect(comparable(readingOf(text, command))).toEqual(comparable(tree));
      // What has no base is not known to have none, since a list may print each device only once.
      const list = readingOf(printList(host), 'lsblk -l').devices;
      const edges = (devices: typeof list) =>
        devices.flatMap(({ ref, bases = [] }) => bases.map((base) => `${ref.kname} on ${base.kname}`)).sort();
      expect(edges(list)).toEqual(edges(tree.devices));
    }),
    { numRuns: 200 },
  );
});

const PIECES = [
  'NAME MAJ:MIN RM SIZE RO TYPE MOUNTPOINTS',
  'NAME   MAJ:MIN RM SIZE RO TYPE MOUNTPOINTS',
  '    NAME   MAJ:MIN TYPE',
  'SIZE NAME LABEL',
  'sda      8:0    0  20G  0 disk ',
  '└─sda1   8:1    0  20G  0 part /',
  '│ ├─vg-lv (dm-0) 253:0 0 1,5T 0 lvm',
  '┌┈▶ sdb    8:16  disk',
  ' └┈┈md0    9:0   raid1',
  '                               /home',
  'NAME="sda" MAJ_MIN="8:0" TYPE="disk"',
  'NAME="a\\"',
  '{"blockdevices": [',
  '{"name":"sda","children":[{"kname":null}]}',
  ']}',
  '├─',
  '  ',
  'â”œâ”€x',
  '数据\t\u0301',
  'Every 2.0s: lsblk',
  '\udcff',
  '\0',
];
const COMMANDS = [
  '',
  'lsblk',
  'lsblk -s',
  'lsblk -r',
  'lsblk -no NAME,LABEL,MODEL',
  'lsblk -J',
  'lsblk -o',
  'lsblk --e',
];

test('whatever it is given, it does not throw, and a line that is ignored is one that was given', () => {
  const line = fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8 })), { minLength: 1, maxLength: 2 })
    .map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 10 }), fc.constantFrom(...COMMANDS), (lines, command) => {
      const output = outputOf(lines.join('\n'), command);
      lsblkReader.looksLike(output.lines);
      const reading = lsblkReader.read(output);
      const numbers = reading?.ignored.map(({ at }) => at) ?? [];
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const number of [...numbers, ...(reading?.devices.map(({ at }) => at) ?? [])])
        expect(output.lines[number - 1]?.at).toBe(number);
      for (const { ref } of reading?.devices ?? []) expect(Object.keys(ref)).not.toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('ten times the rows take about ten times as long', () => {
  const timeOf = (rows: number) => {
    const lines = Array.from({ length: rows }, (_, i) =>
      [`└─vg-lv${i}`.padEnd(13), `253:${i}`.padEnd(8), '0  10G  0 lvm  '].join(' '),
    );
    const output = outputOf(`sda${' '.repeat(13)}8:0    0  10G  0 disk \n${lines.join('\n')}`, 'lsblk');
    const start = performance.now();
    lsblkReader.read(output);
    return performance.now() - start;
  };
  timeOf(2_000);
  expect(timeOf(20_000)).toBeLessThan(40 * Math.max(timeOf(2_000), 10));
});
