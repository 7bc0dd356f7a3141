import { expect, test } from 'vitest';
import { labelsById, type ThinLabel, whyNoLabel } from './label.ts';

test('a label is counted in bytes of UTF-8', () => {
  expect(whyNoLabel('é'.repeat(128))).toBeNull();
  expect(whyNoLabel(`${'é'.repeat(128)}x`)).toBe('a label has up to 256 bytes of UTF-8, not 257');
});

test('what a terminal or a line would not take is no label', () => {
  for (const text of ['', '  ', 'a\nb', '\x1b[2J', 'a\u2028b', '\udcff'])
    expect(whyNoLabel(text)).not.toBeNull();
});

const LABEL: ThinLabel = { pool: 'dm:p', thinId: 5, transactionId: 2, createdTime: 7, text: 'golden image' };
const THIN = { thinId: 5, transactionId: 2, createdTime: 7 };

test('a volume has its label', () => {
  expect([...labelsById([LABEL], 'dm:p', [THIN])]).toEqual([[5, 'golden image']]);
});

test('a volume does not inherit the label of an earlier one, nor one of another pool', () => {
  expect(labelsById([LABEL], 'dm:p', [{ ...THIN, createdTime: 8 }]).size).toBe(0);
  expect(labelsById([LABEL], 'dm:p', [{ ...THIN, transactionId: 3 }]).size).toBe(0);
  expect(labelsById([LABEL], 'dm:q', [THIN]).size).toBe(0);
  expect(labelsById([LABEL], 'dm:p', []).size).toBe(0);
});
