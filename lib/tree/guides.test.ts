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

test('where there is no room the leftmost levels are left out and counted', () => {
  const { rows } = rowsOf(leakedSnapshot, ['holders-first', 'dm']);
  expect(guidesOf(rows, 3, 2)).toEqual({ hiddenLevels: 1, columns: ['pass', 'elbow'] });
  expect(guidesOf(rows, 0, 2)).toEqual({ hiddenLevels: 0, columns: [] });
});
