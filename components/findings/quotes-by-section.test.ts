import { expect, test } from 'vitest';
import { quotesBySection } from './quotes-by-section.ts';

test('quotes stand under their section, in the order of the evidence', () => {
  const sections = quotesBySection([
    { section: 'dmsetup-table', quote: 'a: 0 8 linear 8:0 0' },
    { section: 'dmsetup-info', quote: 'a: open count 2' },
    { section: 'dmsetup-table', quote: 'b: 0 8 linear 8:0 8' },
  ]);
  expect([...sections]).toEqual([
    ['dmsetup-table', ['a: 0 8 linear 8:0 0', 'b: 0 8 linear 8:0 8']],
    ['dmsetup-info', ['a: open count 2']],
  ]);
});
