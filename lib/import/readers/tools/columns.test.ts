import { describe, expect, it } from 'vitest';
import { askedColumns, cellsOf, columnsOf, type RowRules } from './columns.ts';

const RULES: RowRules = {
  free: 'FILE',
  isValid: (name, value) => name === 'FILE' || (name === 'NAME' ? /^loop/.test(value) : /^\d+$/.test(value)),
};
const COLUMNS = columnsOf('NAME  SIZE FILE    RO');

const rowOf = (line: string) => {
  const cells = cellsOf(COLUMNS, line, RULES);
  return cells && Object.fromEntries(cells);
};

describe('cellsOf', () => {
  it('takes values from under their titles, with blanks in them and with nothing', () => {
    expect(rowOf('loop0  100 /a      0')).toEqual({ NAME: 'loop0', SIZE: '100', FILE: '/a', RO: '0' });
    expect(rowOf('loop0      /a b     1')).toEqual({ NAME: 'loop0', FILE: '/a b', RO: '1' });
    expect(rowOf('loop0')).toEqual({ NAME: 'loop0' });
  });

  it('counts the words where the columns are shifted', () => {
    expect(rowOf('loop100000 100 /a 0')).toEqual({ NAME: 'loop100000', SIZE: '100', FILE: '/a', RO: '0' });
    expect(rowOf('loop100000 100 /a b c 0')).toEqual({
      NAME: 'loop100000',
      SIZE: '100',
      FILE: '/a b c',
      RO: '0',
    });
  });

  it('gives nothing where it cannot be said what belongs where', () => {
    expect(rowOf('loop100000 /a 0')).toBeNull();
    expect(rowOf('What is loop0?')).toBeNull();
    expect(cellsOf(columnsOf('A B'), '111 2 3', { free: 'C', isValid: () => true })).toBeNull();
  });
});

it('takes two words for one title where told', () => {
  expect(columnsOf('Filesystem Mounted on', ['Mounted on'])).toEqual([
    { name: 'Filesystem', start: 0, end: 10 },
    { name: 'Mounted on', start: 11, end: 21 },
  ]);
});

it('knows the columns that a command asks for', () => {
  expect(askedColumns('+size', 'NAME RO').map(({ name }) => name)).toEqual(['NAME', 'RO', 'SIZE']);
  expect(askedColumns('source,target', 'NAME').map(({ name }) => name)).toEqual(['SOURCE', 'TARGET']);
  expect(askedColumns(undefined, 'NAME RO').map(({ name }) => name)).toEqual(['NAME', 'RO']);
});
