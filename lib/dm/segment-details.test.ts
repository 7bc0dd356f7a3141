import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { devicesOfSegment, explainStatus, explainTable } from './segment-details.ts';
import type { Segment } from './target-type.ts';
import { targetTypeOf, targetTypes } from './target-types.ts';
import { segmentOf } from './targets/target-line.fixture.ts';

const realLines = readFileSync(new URL('./targets/real-lines.fixture.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

describe('real lines', () => {
  test.each(realLines.filter((line) => line.startsWith('table ')))('%s is understood', (line) => {
    const segment = segmentOf(line.slice('table '.length));
    const table = explainTable(segment);
    expect(targetTypeOf(segment.target)).not.toBeNull();
    expect(table.problem).toBeNull();
    // Whatever looks like a device number is one, and nothing is left out.
    const numbers = segment.args.match(/(?<![\w:])(meta_device:)?\d+:\d+(?![\w:])/g) ?? [];
    expect(table.devices.map(({ device }) => device)).toEqual(
      numbers.map((word) => word.replace('meta_device:', '')),
    );
    expect(table.devices.every(({ role }) => role !== 'unknown')).toBe(true);
  });

  test.each(realLines.filter((line) => line.startsWith('status ')))('%s is understood', (line) => {
    const { args, ...segment } = segmentOf(line.slice('status '.length));
    const status = explainStatus({ ...segment, args: '' }, args);
    expect(status.problem).toBeNull();
    expect(status.facts.map(({ label }) => label)).not.toContain('Also reported');
    expect((status.badge ?? '').length).toBeLessThanOrEqual(12);
  });
});

test('every target type has a name of its own, a purpose and, in a real line or by hand, a test', () => {
  expect(targetTypes).toHaveLength(28);
  expect(new Set(targetTypes.map(({ name }) => name)).size).toBe(28);
  for (const { purpose } of targetTypes) expect(purpose).toMatch(/^[A-Z].*\.$/);
});

test('an unknown target is shown as it is, with its device numbers', () => {
  const segment = segmentOf('0 8 bow 254:3 1:2x block 8:1 9');
  expect(explainTable(segment)).toEqual({
    devices: [
      { device: '254:3', role: 'unknown', startSector: null },
      { device: '8:1', role: 'unknown', startSector: null },
    ],
    summary: 'Target of a type that is not known here: bow.',
    facts: [{ label: 'Arguments', value: '254:3 1:2x block 8:1 9' }],
    problem: null,
  });
  expect(explainStatus(segment, 'fine 12')).toEqual({
    health: 'unknown',
    badge: null,
    summary: 'It reports: fine 12',
    facts: [{ label: 'Status', value: 'fine 12' }],
    problem: null,
  });
});

test('arguments that are not understood are a problem, and the devices among them still count', () => {
  const segment = segmentOf('0 8 snapshot 254:3 254:4 Q 8');
  expect(explainTable(segment)).toMatchObject({
    problem: 'argument 3: expected the exception store (P, PO, N, p, n), found "Q"',
    summary: 'The arguments of this snapshot target are not understood.',
  });
  expect(devicesOfSegment(segment).map(({ device }) => device)).toEqual(['254:3', '254:4']);
  expect(explainStatus(segment, 'what is this')).toMatchObject({
    health: 'unknown',
    facts: [{ label: 'Status', value: 'what is this' }],
    problem: 'argument 1: expected allocated/total sectors, Invalid, Overflow or Merge failed, found "what"',
  });
});

test('a key among arguments that are not understood is not shown', () => {
  const key = 'f00dfeed'.repeat(8);
  for (const line of [
    `0 8 crypt aes ${key} 0 7:1`,
    `0 8 integrity 7:1 0 4 J 9 internal_hash:hmac(sha256):${key}`,
  ]) {
    const table = explainTable(segmentOf(line));
    expect(table.problem).not.toBeNull();
    expect(JSON.stringify(table)).not.toContain('f00dfeed');
  }
});

test('words are made printable', () => {
  const table = explainTable(segmentOf('0 8 crypt aes\u001b[31m - 0 7:1 0'));
  expect(table.summary).toContain('aes\\x1b[31m');
});

test('a badge stays short and printable, whatever the host puts into it', () => {
  const segment = segmentOf('0 8 raid raid1 1 0 0');
  expect(explainStatus(segment, 'raid1 1 a 4/8 \u001b[31mreshaping 0').badge).toBe('\\x1b[31mres…');
  expect(explainStatus(segmentOf('0 8 era 7:1 7:2 8'), '8 9/1024 4294967295 -').badge).toBe('era 4294967…');
});

test('devices come in the order in which the kernel opens them, which dmsetup deps prints backwards', () => {
  // deps of vg-from--golden, whose table this is: (254:2) (254:9).
  const opened = devicesOfSegment(segmentOf('0 81920 thin 254:2 6 254:9')).map(({ device }) => device);
  expect(opened.toReversed()).toEqual(['254:2', '254:9']);
});

const names = fc.constantFrom(...targetTypes.map(({ name }) => name), 'mystery', '__proto__', 'constructor');
const words = fc.oneof(
  fc.constantFrom(...realLines.flatMap((line) => line.split(' ').slice(4))),
  fc.constantFrom(
    '-',
    '0',
    '1',
    '2',
    '4294967295',
    '18446744073709551615',
    '7:1',
    '/dev/sda',
    '3/4',
    '0/0',
    'A',
    'D',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const hostile = fc.record({
  name: names,
  args: fc.array(words, { maxLength: 24 }),
  status: fc.array(words, { maxLength: 24 }),
});

test('nothing a host prints makes it fail', () => {
  fc.assert(
    fc.property(hostile, ({ name, args, status }) => {
      const segment: Segment = { startSector: 0, lengthSectors: 8, target: name, args: args.join(' ') };
      const table = explainTable(segment);
      expect(table.summary).not.toBe('');
      expect(devicesOfSegment(segment)).toHaveLength(table.devices.length);
      const explained = explainStatus(segment, status.join(' '));
      expect(explained.summary).not.toMatch(/NaN|undefined|Infinity/);
      expect((explained.badge ?? '').length).toBeLessThanOrEqual(12);
    }),
    { numRuns: 2000 },
  );
});

test('a real line cut anywhere is understood or says why not', () => {
  fc.assert(
    fc.property(fc.constantFrom(...realLines), fc.nat(), (line, at) => {
      const [kind = '', start = '', length = '', target = '', ...args] = line.split(' ');
      const cut = args.slice(0, at % (args.length + 1)).join(' ');
      const segment = { startSector: Number(start), lengthSectors: Number(length), target, args: cut };
      const { problem } = kind === 'table' ? explainTable(segment) : explainStatus(segment, cut);
      expect(problem ?? 'argument 1').toMatch(/^argument \d+/);
    }),
  );
});

test('a line of ten thousand bogus members takes no longer than it should', () => {
  const many = 10_000;
  const pairs = '7:1 7:2 '.repeat(many);
  const table = explainTable(segmentOf(`0 8 raid raid10 1 128 ${many} ${pairs}`));
  expect(table.devices).toHaveLength(many * 2);
  const status = explainStatus(
    segmentOf('0 8 raid raid10 3 128 raid10_copies 4000 0'),
    `raid10 ${many} ${'D'.repeat(many)} 0/8`,
  );
  expect(status.health).toBe('failed');
});
