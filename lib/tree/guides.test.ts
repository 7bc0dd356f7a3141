import { expect, test } from 'vitest';
import { leakedSnapshot, rowsOf } from './forest.fixture.ts';
import { type Guide, guidesOf } from './guides.ts';

const GLYPHS: Readonly<Record<Guide, string>> = { pass: ' │ ', blank: '   ', tee: ' ├─', elbow: ' └─' };

test('the lines are those of dmsetup ls --tree', () => {
  const { rows } = rowsOf(leakedSnapshot, ['holders-first', 'dm']);
  const lines = rows.slice(0, 6).map((row, at) => {
    const { columns } = guidesOf(rows, at, 99);
    return `${columns.map((guide) => GLYPHS[guide]).join('')}${row.device.name}`;
  });
  expect(lines.join('\n')).toBe(
    `docker-data
 └─snap
    ├─snap-cow
    │  └─md125
    └─docker2-real
       └─md125`,
  );
});

test('where there is no room the leftmost levels give way to their count', () => {
  const { rows } = rowsOf(leakedSnapshot, ['holders-first', 'all']);
  const deepest = rows.findIndex((row) => row.level === 5);
  expect(guidesOf(rows, deepest, 4)).toEqual({ hiddenLevels: 0, columns: ['blank', 'pass', 'blank', 'tee'] });
  expect(guidesOf(rows, deepest, 3)).toEqual({ hiddenLevels: 3, columns: ['tee'] });
  expect(guidesOf(rows, 0, 3)).toEqual({ hiddenLevels: 0, columns: [] });
});
