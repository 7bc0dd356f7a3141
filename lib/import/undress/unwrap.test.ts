import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unwrap } from './unwrap.ts';

const isWhole = (text: string) => /^vg-\S+ +253 +\d+ L--w +\d+ +\d+ +\d+ LVM-\w{30}$/.test(text);
const numbered = (lines: readonly string[]) => lines.map((text, i) => ({ text, at: i + 1 }));
const ROW =
  'vg-root                            253   0 L--w    1    1      0 LVM-aaaaaaaaaabbbbbbbbbbcccccccccc';

test('a line that mail wrapped at a blank, or a terminal within a word, is whole again', () => {
  const cut = ROW.indexOf('LVM');
  for (const parts of [
    [ROW.slice(0, cut - 1), ROW.slice(cut)],
    [ROW.slice(0, cut), ROW.slice(cut)],
    [ROW.slice(0, 76), ROW.slice(76)],
  ])
    expect(unwrap(numbered([...parts, ROW, 'end']), isWhole)).toEqual([
      { text: ROW, at: 1 },
      { text: ROW, at: 3 },
      { text: 'end', at: 4 },
    ]);
});

test('lines that make no whole one stay as they are', () => {
  const lines = numbered(['a', ROW.slice(0, 70), ROW, 'x'.repeat(80), '', 'y']);
  expect(unwrap(lines, isWhole)).toEqual(lines);
});

test('no text is lost or made up', () => {
  const letters = (lines: readonly { readonly text: string }[]) =>
    lines
      .map(({ text }) => text)
      .join('')
      .replace(/\s/g, '');
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 90 })), fc.func(fc.boolean()), (texts, isWholeLine) => {
      const lines = numbered(texts);
      expect(letters(unwrap(lines, isWholeLine))).toBe(letters(lines));
    }),
  );
});
