import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markWords } from './mark-words.ts';

const marked = (text: string, words: readonly string[]) =>
  markWords(text, words)
    .map((part) => (part.isMarked ? `[${part.text}]` : part.text))
    .join('');

test('every place of every word is marked, whatever the case', () => {
  expect(marked('Docker-docker2', ['docker'])).toBe('[Docker]-[docker]2');
  expect(marked('snap-cow', ['cow', 'nap'])).toBe('s[nap]-[cow]');
  expect(marked('aaa', ['aa'])).toBe('[aa]a');
  expect(marked('', ['a'])).toBe('');
});

test('the parts are the text, whatever the words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ minLength: 1 })), (text, words) => {
      expect(
        markWords(text, words)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
