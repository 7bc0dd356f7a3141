import { expect, it } from 'vitest';
import { forEachLine } from './lines.ts';

it('numbers lines from 1 and takes a last newline for the end of a line, not for a line', () => {
  const found: [string, number][] = [];
  forEachLine('a\n\nb\n', (line, number) => found.push([line, number]));
  forEachLine('c', (line, number) => found.push([line, number]));
  forEachLine('', (line, number) => found.push([line, number]));
  expect(found).toEqual([
    ['a', 1],
    ['', 2],
    ['b', 3],
    ['c', 1],
  ]);
});
