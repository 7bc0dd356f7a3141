import { expect, test } from 'vitest';
import type { Capture } from '../capture/capture.ts';
import { type Origin, originSection, originWords } from './origin.ts';

function wordsOf(origin: Origin | null): string | null {
  const sections = origin === null ? [] : [originSection(origin)];
  const capture: Capture = {
    ...{ sequence: 1, timeSeconds: 0, reason: 'imported', host: '', durationMs: 0 },
    sections: new Map(sections.map((section) => [section.name, section])),
  };
  return originWords(capture);
}

test('what a recording was put together from is told with what that does not tell', () => {
  const missing = ['open counts', 'tables'];
  expect(wordsOf({ kind: 'sosreport', name: 'sosreport-host1.tar', missing })).toBe(
    'Opened from a sosreport: sosreport-host1.tar. It does not tell open counts, tables.',
  );
  expect(wordsOf({ kind: 'text', name: '', missing: [] })).toBe('Opened from pasted text.');
});

test('of a capture that a collector took there is nothing to tell', () => {
  expect(wordsOf(null)).toBe(null);
});
