import { expect, test } from 'vitest';
import { asSentence } from './as-sentence.ts';

test('words become a sentence, with one full stop', () => {
  expect(asSentence('the thin ID is a whole number')).toBe('The thin ID is a whole number.');
  expect(asSentence('It stopped.')).toBe('It stopped.');
});
