import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intentOf, intentText } from './intent-text.ts';

test('an intent comes back from a link as it was, whatever the identity', () => {
  const kinds = fc.constantFrom('free', 'remove', 'resume', 'clear');
  fc.assert(
    fc.property(kinds, fc.string({ minLength: 1, unit: 'binary' }), (kind, identity) => {
      const intent = { kind, device: { identity } };
      expect(intentOf(intentText(intent))).toEqual(intent);
    }),
  );
});

test('a link asks for nothing else', () => {
  for (const text of ['', 'free', 'free:', ':dm:a', 'free-and-lvremove:dm:a', 'FREE:dm:a', 'reboot:dm:a']) {
    expect(intentOf(text)).toBeNull();
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const intent = intentOf(text);
      expect(intent === null || intentText(intent) === text).toBe(true);
    }),
  );
});
