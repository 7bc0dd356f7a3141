import { expect, test } from 'vitest';
import type { Capture } from '../capture/capture.ts';
import { type Origin, originSection, originWords, parseOrigin } from './origin.ts';

function wordsOf(origin: Origin | null): string | null {
  const sections = origin === null ? [] : [originSection(origin)];
  const capture: Capture = {
    ...{ sequence: 1, timeSeconds: 0, reason: 'imported', host: '', durationMs: 0 },
    sections: new Map(sections.map((section) => [section.name, section])),
  };
  return originWords(capture);
}

const NOTHING = { sources: [], repeated: [], whole: [], ignoredLines: 0, missing: [] } as const;

test('what was read is told in three sentences at most, with what that does not tell', () => {
  expect(
    wordsOf({
      ...NOTHING,
      kind: 'text',
      name: '',
      sources: ['lsblk', 'dmsetup info -c'],
      repeated: ['lsblk'],
      ignoredLines: 4,
      missing: ['tables', 'what is mounted'],
    }),
  ).toBe(
    'Read 2 outputs in pasted text: lsblk, dmsetup info -c; 4 lines ignored. Given more than once, and the last one counts: lsblk. Not known: tables, what is mounted.',
  );
});

test('a report of hundreds of files is told by its first ones', () => {
  const sources = Array.from({ length: 20 }, (_, at) => `lsblk ${at}`);
  expect(wordsOf({ ...NOTHING, kind: 'sosreport', name: 'sosreport-host1.tar', sources })).toBe(
    'Read 20 outputs in a sosreport, sosreport-host1.tar: lsblk 0, lsblk 1, lsblk 2, lsblk 3, lsblk 4, lsblk 5, lsblk 6, lsblk 7 and 12 more.',
  );
});

test('it travels with the capture, whatever it was called', () => {
  const origin: Origin = {
    kind: 'outputs',
    name: 'ticket',
    sources: ['lsblk'],
    repeated: ['lsblk'],
    whole: ['block', 'mounts'],
    ignoredLines: 3,
    missing: ['tables'],
  };
  expect(parseOrigin(originSection(origin).text)).toEqual({ value: origin, problems: [] });
});

test('of a capture that a collector took there is nothing to tell', () => {
  expect(wordsOf(null)).toBe(null);
});
