import { expect, test } from 'vitest';
import { DRESSINGS, type Dressing, PLAIN } from './dressings.fixture.ts';
import { undress } from './undress.ts';

const read = (text: string) =>
  undress(text, '').outputs.map(({ command, lines }) =>
    [command, ...lines.map((line) => line.text)].join('\n'),
  );

const EXPECTED = PLAIN.slice('# '.length, -'\n'.length).split('\n# ');

test('without a dressing, each command has its output to the byte', () => {
  expect(read(PLAIN)).toEqual(EXPECTED);
});

/** Blanks at the end of the last line may be lost with the dressing. */
const comparable = (outputs: readonly string[]) => outputs.map((output) => output.trimEnd());

test.each(DRESSINGS.map((each): [string, Dressing] => [each.name, each]))(
  '%s is taken off',
  (_, { dress }) => {
    expect(comparable(read(dress(PLAIN)))).toEqual(comparable(read(PLAIN)));
  },
);

const isOfTerminal = ({ name }: Dressing) =>
  /^(?:prompts|headings|a trace|warnings|typing|bracketed)/.test(name);
const isMarkup = ({ name }: Dressing) => /HTML|pre|entities/.test(name);
const APART = new Set(['colours, a title and links', 'CR, CRLF']);

/** Prompts are typed once, text is escaped once, and what is stored otherwise is stored so as a whole. */
function canHold(outer: Dressing, inner: Dressing): boolean {
  if (outer === inner || isOfTerminal(outer) || (isMarkup(outer) && isMarkup(inner))) return false;
  return (outer.isEncoding ?? !inner.isEncoding) && !APART.has(`${outer.name}, ${inner.name}`);
}

test.each(DRESSINGS.map((each): [string, Dressing] => [each.name, each]))(
  '%s is taken off around each other',
  (_, outer) => {
    for (const inner of DRESSINGS.filter((each) => canHold(outer, each)))
      expect({ inner: inner.name, read: comparable(read(outer.dress(inner.dress(PLAIN)))) }).toEqual({
        inner: inner.name,
        read: comparable(read(PLAIN)),
      });
  },
);
