import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHostText, encodeHostText, hostTextLengthBytes, printableHostText } from './host-text.ts';

test('any bytes come back from their text, and from its JSON', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = decodeHostText(bytes);
      expect(encodeHostText(JSON.parse(JSON.stringify(text)) as string)).toEqual(bytes);
      expect(hostTextLengthBytes(text)).toBe(bytes.length);
    }),
    { numRuns: 2000 },
  );
});

test('bytes that are no UTF-8 become one surrogate each, between text that is', () => {
  const bytes = Uint8Array.of(0x61, 0xff, 0xc3, 0xbc, 0xe2, 0x82, 0x62);
  expect(decodeHostText(bytes)).toBe('a\udcffü\udce2\udc82b');
});

test('astral characters are not taken for escaped bytes', () => {
  const text = 'disk \u{1f4be}';
  expect(decodeHostText(encodeHostText(text))).toBe(text);
});

test('what a screen must not be given is shown as its bytes', () => {
  expect(printableHostText('a\tb\x1b[31m\udcff\u202etxt')).toBe('a\\x09b\\x1b[31m\\xff\\u202etxt');
  expect(printableHostText('\u200fa\u200bb\u061c\ufeff')).toBe('\\u200fa\\u200bb\\u061c\\ufeff');
});
