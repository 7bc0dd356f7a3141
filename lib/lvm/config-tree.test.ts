import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConfigValue, createLineCounter, isSection, parseConfigTree } from './config-tree.ts';

/** Sections as plain objects, to be compared. */
function plain(value: ConfigValue): unknown {
  return isSection(value)
    ? Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value)]))
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
        2 ] k = ["x" "y"]
  h { i = [] }
}
j = striped`),
  ).toEqual({
    a: {
      b: 1,
      c: -2,
      d: { odd: '0.5' },
      e: 'x "y" \\z',
      f: 'it is',
      g: ['one', 2],
      k: ['x', 'y'],
      h: { i: [] },
    },
    j: 'striped',
  });
});

test('a number that cannot be told exactly stays exact', () => {
  expect(tree('a = 18446744073709551615')).toEqual({ a: 18446744073709551615n });
});

test.each([
  ['010', 8],
  ['+7', 7],
  ['-0', 0],
  ['08', { odd: '08' }],
  ['0x4', { odd: '0x4' }],
  ['4.5', { odd: '4.5' }],
  ['.5', { odd: '.5' }],
  ['4e3', { odd: '4e3' }],
  ['-', { odd: '-' }],
  ['9'.repeat(400), { odd: '9'.repeat(40) }],
  ['"4"', '4'],
  ['four', 'four'],
])('a value %s is read as LVM reads it, or as no number', (written, value) => {
  expect(tree(`a = ${written}\nb = 1`)).toEqual({ a: value, b: 1 });
});

test('a text ends at its first NUL, and blanks are those of C', () => {
  expect(tree('a = 1\0b = 2')).toEqual({ a: 1 });
  expect(tree('a\u00a0b = 1')).toEqual({ 'a\u00a0b': 1 });
});

test('a name may hold what a value may not', () => {
  expect(tree('a[1],"b" = 1')).toEqual({ 'a[1],"b"': 1 });
  expect(tree('4 = 1 "5 6" { }')).toEqual({ 4: 1, '5 6': {} });
});

test('lines are counted from 1, in whatever order they are asked for', () => {
  const lineOf = createLineCounter('a\n\nb\nc');
  expect([0, 3, 5, 2, 0].map(lineOf)).toEqual([1, 3, 4, 2, 1]);
});

test.each([
  ['a = [1 2]', 'line 1: no value after ='],
  ['a = [,1]', 'line 1: no value after ='],
  ['a = [1,,2]', 'line 1: no value after ='],
  ['a = ["x" y]', 'line 1: no value after ='],
  ['"" = 1', 'line 1: no name here'],
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
