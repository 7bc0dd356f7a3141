import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DRESSINGS, PLAIN } from './dressings.fixture.ts';
import { givenLines, isBlank } from './piece.ts';
import { dressingLines, undress } from './undress.ts';

const PIECES = [
  ...PLAIN.split('\n'),
  ...[
    '```',
    '```sh',
    '~~~',
    '> ',
    '>> # lsblk',
    '    ',
    '\t',
    '<pre>',
    '</pre>',
    '<br>',
    '<code>',
    '{code}',
    '[code]',
    '[/code]',
  ],
  ...[
    '### lsblk',
    'lsblk:',
    'Output:',
    '-----',
    'This is what I see on it:',
    '[sudo] password for x: ',
    '  WARNING: no.',
  ],
  ...[
    '\x1b[31m',
    '\x1b]0;',
    '\b',
    '\r',
    '\u00a0',
    '\ufeff',
    '\u2028',
    '&lt;',
    '&#0;',
    '&#x1b;',
    'â”œâ”€',
    '??a 1:1',
    '➜  ~ ls',
    '╰─',
  ],
  ...['root@h:~# lsblk \\', 'Every 2.0s: lsblk', 'Script done on x', '\ud800', '\0'],
];
const text = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 12 })),
      fc.constantFrom('\n', '\n', '', '\r\n', '\n\n'),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.flat().join(''));
const path = fc.constantFrom('', 'notes.txt', 'lsblk_-f');
const dressing = fc.constantFrom(...DRESSINGS);

/** How often each line was told, in the order of the lines. */
function counts(given: string, file: string) {
  const { outputs, ignored } = undress(given, file);
  const printed = new Set(
    outputs.flatMap(({ lines }) => lines.filter((line) => !isBlank(line.text)).map(({ at }) => at)),
  );
  const dressed = dressingLines(given, file);
  const left = new Set(ignored.map(({ at }) => at));
  return givenLines(given).flatMap((line, i) => {
    const times = [printed, dressed, left].filter((set) => set.has(i + 1)).length;
    return isBlank(line) ? [] : [{ line, at: i + 1, times }];
  });
}

test('whatever the text, each line that is not blank is told once', () => {
  fc.assert(
    fc.property(text, path, dressing, dressing, (plain, file, inner, outer) => {
      for (const given of [plain, outer.dress(inner.dress(plain))])
        expect(counts(given, file).filter(({ times }) => times !== 1)).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

test('the time it takes grows no faster than the text', () => {
  const long = [
    '>',
    '# ',
    '`',
    '<pre ',
    '&#x1',
    '? ',
    'a\b',
    '= ',
    '+',
    '[',
    '╭─',
    '~ ',
    '\\ ',
    ' ',
    '\t',
    '> \n',
    '```x\n',
    '# lsblk \\\n',
    '│ ',
    '\x1b[0',
    '12:',
  ];
  const started = performance.now();
  for (const piece of long) {
    undress(piece.repeat(200_000), '');
    undress(`# lsblk ${piece.repeat(200_000)}x`, '');
  }
  expect(performance.now() - started).toBeLessThan(60_000);
});
