import { expect, test } from 'vitest';
import { leakedSnapshot, rowsOf } from './forest.fixture.ts';
import { findByPrefix, moveByKey } from './navigate.ts';

const { rows } = rowsOf(leakedSnapshot, ['holders-first', 'all']);
const press = (key: string, at: number) => moveByKey(rows, at, { key, pageRows: 5 });
const named = (name: string) => rows.findIndex((row) => row.device.name === name);

test('arrows move by a row, pages by a page, and never out of the tree', () => {
  expect(press('ArrowDown', 0)).toEqual({ kind: 'focus', to: 1 });
  expect(press('ArrowUp', 0)).toEqual({ kind: 'focus', to: 0 });
  expect(press('PageDown', 1)).toEqual({ kind: 'focus', to: 6 });
  expect(press('End', 0)).toEqual({ kind: 'focus', to: rows.length - 1 });
  expect(press('PageDown', rows.length - 2)).toEqual({ kind: 'focus', to: rows.length - 1 });
});

test('right opens a closed row and enters an open one', () => {
  const closed = rows.findIndex((row) => row.rowsBelow > 0 && !row.isOpen);
  expect(press('ArrowRight', closed)).toEqual({ kind: 'open', rows: [rows[closed]] });
  expect(press('ArrowRight', 0)).toEqual({ kind: 'focus', to: 1 });
});

test('left closes an open row and leaves a leaf for its parent', () => {
  expect(press('ArrowLeft', 0)).toEqual({ kind: 'close', row: rows[0] });
  expect(press('ArrowLeft', named('ubda'))).toEqual({ kind: 'focus', to: named('md125') });
});

test('a star opens the closed ones among the siblings only', () => {
  const none = rowsOf(leakedSnapshot, ['holders-first', 'dm'], {
    expansion: { start: 'none', opened: new Set(), closed: new Set() },
  }).rows;
  expect(moveByKey(none, 0, { key: '*', pageRows: 5 })).toEqual({ kind: 'open', rows: none });
});

test('a letter is typed ahead, a named key without a meaning is left alone', () => {
  expect(press('d', 0)).toEqual({ kind: 'type-ahead', letter: 'd' });
  expect(press('F5', 0)).toBeNull();
  expect(press('ArrowDown', -1)).toBeNull();
});

test('one letter goes to the next row of that letter, around the end; more letters may stay', () => {
  expect(findByPrefix(rows, named('docker-data'), 'd')).toBe(named('docker2-real'));
  expect(findByPrefix(rows, rows.length - 1, 'd')).toBe(0);
  expect(findByPrefix(rows, named('snap'), 'SN')).toBe(named('snap'));
  expect(findByPrefix(rows, 0, 'zz')).toBeNull();
});
