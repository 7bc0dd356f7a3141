import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeHostText } from './host-text.ts';
import { sha256 } from './sha256.ts';

test('the standard’s own examples', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('is what any other implementation gives, of any length around a block', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.nat(200).map((n) => 'x'.repeat(n)),
        text.map((t) => `${t}\udcff`),
      ),
      (message) => {
        const expected = createHash('sha256').update(encodeHostText(message)).digest('hex');
        expect(sha256(message)).toBe(expected);
      },
    ),
  );
});
