import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConfigValue, parseConfigTree } from './config-tree.ts';

/** Sections as plain objects, to be compared. */
function plain(value: ConfigValue): unknown {
  return value instanceof Map
    ? Object.fromEntries([...value].map(([key, each]) => [key, plain(each)]))
    : value;
}
const tree = (text: string) => {
  const parsed = parseConfigTree(text);
  return parsed.ok ? plain(parsed.value) : parsed.reason;
};

test('sections, numbers, strings in both quotes, lists and comments', () => {
  expect(
    tree(`# head
a {
  b = 1 c=-2 d = 0.5
  e = "x \\"y\\" \\\\z" # } not this
  f = 'it is'
  g = [ "one",
        2 ]
  h { i = [] }
}
j = striped`),
  ).toEqual({
    a: { b: 1, c: -2, d: 0.5, e: 'x "y" \\z', f: 'it is', g: ['one', 2], h: { i: [] } },
    j: 'striped',
  });
});

test('a number that cannot be told exactly stays exact', () => {
  expect(tree('a = 18446744073709551615')).toEqual({ a: 18446744073709551615n });
});

test.each([
  ['a {', 'line 1: a section that does not end'],
  ['a = 1\n}', 'line 2: a } that closes nothing'],
  ['a\nb', 'line 2: neither = nor { after a name'],
  ['a = ', 'line 1: no value after ='],
  ['a = "x', 'line 1: no value after ='],
  ['= 1', 'line 1: no name here'],
  ['a {'.repeat(40), 'line 1: nested too deep'],
])('%j is refused', (text, reason) => expect(tree(text)).toBe(reason));

test('any text gives an answer', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '=',
    '[',
    ']',
    ',',
    '"',
    "'",
    '#',
    '\n',
    ' ',
    'a',
    '1',
    '\\',
    '\0',
    '-',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
      expect(typeof parseConfigTree(pieces.join('')).ok).toBe('boolean');
    }),
    { numRuns: 500 },
  );
});

test('what nobody writes is refused in words: too many values, too many sections, a string without end', () => {
  expect(parseConfigTree(`a = [${'1,'.repeat(200_000)}]`)).toMatchObject({
    reason: 'line 1: more than 300000 values and signs',
  });
  expect(parseConfigTree('a {}'.repeat(20_001))).toMatchObject({
    reason: 'line 1: more than 20000 sections',
  });
  expect(parseConfigTree(`a = "${'x'.repeat(200_000)}"`)).toMatchObject({
    reason: 'line 1: no value after =',
  });
});
