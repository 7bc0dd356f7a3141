import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dmsetupReaders } from './dmsetup-readers.ts';
import { linesOf } from './reader.fixture.ts';

/** Pieces of what the readers know, which are mixed, cut and repeated. */
const PIECES = [
  'a (254:1)\n',
  ' |-b (254:2)\n',
  ' |  `- (8:0)\n',
  ' `-c <dm-3> (254:3) [ACTIVE, RW, 1, LVM-x]\n',
  'a (254:1)-+-b (254:2)--- (8:0)\n',
  '├─',
  ' └─x\n',
  '...\n',
  'a...\n',
  'a: 0 8 linear 8:0 0\n',
  '0 8 crypt aes 01ab 0 8:0 0\n',
  'a,,3,rw,0 8 zero ;b\\,',
  'a: 1 dependencies\t: (8, 0)\n',
  '2 dependencies  : (sda) (b\n',
  'Name  Maj Min Stat Open Targ Event  UUID\n',
  'Name|Maj|Min\n',
  'a 254 1 L--w 0 1 0 LVM-x\n',
  'a|254|1\n',
  "DM_NAME='a' DM_MAJOR='254'\n",
  'Name:              a\n',
  'State:             ACTIVE\n',
  'Major, minor:      254, 1\n',
  'a\t(254:1)\n',
  'No devices found\n',
  'Maj 254 254\n',
  ' <--- x',
  '\n',
  '    ',
  '\0\n',
  '\udcff',
  '🙂é',
];
const COMMANDS = [
  '',
  'dmsetup info',
  'dmsetup info -c',
  'dmsetup info -c --noheadings -o name,devno,devnos_used,uuid',
  'dmsetup info -c --rows --noheadings',
  'dmsetup info -c --rows --separator ""',
  'dmsetup table',
  'dmsetup table x',
  'dmsetup table --concise',
  'dmsetup status -v',
  'dmsetup deps -o devname',
  'dmsetup ls',
  'dmsetup ls --tree',
  'dmsetup ls --tree -o nodevice,inverted',
  'dmsetup ls --tree -o compact,vt100 | grep a',
];
const text = fc.array(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary' })),
  {
    maxLength: 40,
  },
);

test('no text makes a reader throw, and whatever it tells is of a line that was given', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...COMMANDS), (pieces, command) => {
      const lines = linesOf(pieces.join(''));
      for (const reader of dmsetupReaders) {
        expect(typeof reader.looksLike(lines)).toBe('boolean');
        const reading = reader.read({ command, path: '', lines });
        for (const { at, why } of reading?.ignored ?? []) {
          expect(why).not.toBe('');
          expect(lines[at - 1]).toBeDefined();
        }
        for (const { ref, at } of reading?.devices ?? []) {
          expect(Object.values(ref).filter((value) => value !== '')).not.toEqual([]);
          expect(lines[at - 1]).toBeDefined();
        }
      }
    }),
    { numRuns: 1500 },
  );
});

test('of a list with a line for each device every line is a device or ignored', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('dmsetup ls', 'dmsetup deps x'), (pieces, command) => {
      const lines = linesOf(pieces.join('')).filter((line) => line.text.trim() !== '');
      const reading = dmsetupReaders
        .find(({ isCommand }) => isCommand(command))
        ?.read({ command, path: '', lines });
      const isVerbose = lines.some((line) => /^\s*[A-Z][a-z, ]+:/.test(line.text));
      if (!reading || isVerbose || reading.whole.includes('mapped')) return;
      const accounted = new Set([...reading.devices, ...reading.ignored].map(({ at }) => at));
      expect(lines.filter(({ at }) => !accounted.has(at))).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

test('no command makes a reader throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'binary' }), (some, other) => {
      for (const { isCommand } of dmsetupReaders) {
        for (const command of [some, `dmsetup ${some}`, `dmsetup info ${some} ${other}`]) {
          expect(typeof isCommand(command)).toBe('boolean');
        }
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['blanks', `a: 0 8 linear${' '.repeat(40_000)}`],
  ['leading blanks', `${' '.repeat(40_000)}a: 0 8 linear 8:0 0`],
  ['a run of guides', ' | '.repeat(20_000)],
  ['open brackets', `a: 1 dependencies\t:${' ('.repeat(20_000)}`],
  ['numbers', '1 '.repeat(20_000)],
  ['colons', 'a: 1 8 '.repeat(10_000)],
  ['remarks', 'a #'.repeat(20_000)],
  ['many lines', 'a: 0 8 linear 8:0 0\n'.repeat(20_000)],
  ['many prosaic lines', 'what is this (8:0)\n'.repeat(20_000)],
  ['many records', 'Name:              a\nState:             ACTIVE\n'.repeat(10_000)],
  ['many cut lines', 'a: 2 dependencies\t: (8, 0)\n'.repeat(10_000)],
  [
    'a deep tree',
    Array.from({ length: 3000 }, (_, i) => `${'   '.repeat(i % 90)} \`-n${i} (254:${i})`).join('\n'),
  ],
])('%s take time in proportion', (_, long) => {
  const lines = linesOf(long);
  const began = performance.now();
  for (const reader of dmsetupReaders) {
    reader.looksLike(lines);
    for (const command of COMMANDS.filter((one) => one === '' || reader.isCommand(one)))
      reader.read({ command, path: '', lines });
  }
  expect(performance.now() - began).toBeLessThan(20_000);
});
