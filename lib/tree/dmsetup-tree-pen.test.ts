import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHostText, encodeHostText } from '../text/host-text.ts';
import { endLine, makePen, put, take } from './dmsetup-tree-pen.ts';

/** One byte at a time with three variables, as dmsetup's `_out_char` and `_out_newline` go about it. */
function byteByByte(pieces: readonly Uint8Array[], width: number): number[] {
  const out: number[] = [];
  let column = 1;
  let held = 0;
  for (const byte of pieces.flatMap((piece) => [...piece])) {
    const isLead = (byte & 0xc0) !== 0x80;
    if (isLead) column += 1;
    if (column <= width) out.push(byte);
    if (column !== width + 1 || !isLead) continue;
    if (held || byte & 0x80) out.push(0x2e, 0x2e, 0x2e);
    else {
      held = byte;
      column -= 1;
    }
  }
  if (held && column === width) out.push(held);
  return [...out, 0x0a];
}

function withPen(texts: readonly string[], width: number | null): string {
  const pen = makePen(width);
  for (const text of texts) put(pen, text);
  endLine(pen);
  return take(pen);
}

test('a line may fill the width, and gives its last column to three dots when it would pass it', () => {
  expect(withPen(['0123456789'], 10)).toBe('0123456789\n');
  expect(withPen(['0123456', '789a'], 10)).toBe('012345678...\n');
  expect(withPen(['0123456789', 'abc'], null)).toBe('0123456789abc\n');
});

test('a character above 0x7f in the last column is cut although it would fit', () => {
  expect(withPen(['012345678é'], 10)).toBe('012345678...\n');
  expect(withPen(['01234567é'], 10)).toBe('01234567é\n');
});

test('any bytes at any width come out as byte-by-byte counting has them', () => {
  const piece = fc.array(fc.constantFrom(0x61, 0x20, 0xc3, 0xa9, 0x80, 0xbf, 0xff, 0xf0, 0x9f, 0x98), {
    maxLength: 12,
  });
  const whole = fc.constantFrom('é', '日本', '😀', '│ ', 'abc', '').map((text) => [...encodeHostText(text)]);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, whole), { maxLength: 6 }),
      fc.integer({ min: 1, max: 24 }),
      (pieces, width) => {
        const bytes = pieces.map((bytesOfPiece) => Uint8Array.from(bytesOfPiece));
        const mine = withPen(bytes.map(decodeHostText), width);
        expect([...encodeHostText(mine)]).toEqual(byteByByte(bytes, width));
      },
    ),
    { numRuns: 500 },
  );
});
