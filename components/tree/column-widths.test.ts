import { expect, test } from 'vitest';
import { deviceFixture } from '../../lib/stack/device.fixture.ts';
import { mapped } from '../../lib/tree/forest.fixture.ts';
import { columnWidths, countTargets, widthsStyle } from './column-widths.ts';

const line = { startSector: 0, lengthSectors: 8, args: '8:0 0', status: null };

test('columns without text keep the width of their titles', () => {
  expect(columnWidths([])).toEqual({ number: 50, maker: 58, targets: 62, state: 92, use: 80 });
});

test('a longer text widens its column alone, up to a limit', () => {
  const usual = columnWidths([deviceFixture('8:0', { kind: 'disk' })]);
  const fileSystem = (label: string) => ({ type: 'ext4', label, uuid: '' });
  const labelled = deviceFixture('8:0', { kind: 'disk', fileSystem: fileSystem('docker-volumes-data') });
  const wider = columnWidths([labelled]);
  expect(wider.use).toBeGreaterThan(usual.use);
  expect({ ...wider, use: 0 }).toEqual({ ...usual, use: 0 });
  const endless = deviceFixture('8:0', { kind: 'disk', fileSystem: fileSystem('x'.repeat(4096)) });
  expect(columnWidths([endless, labelled]).use).toBe(264);
});

test('all marks of a state need room', () => {
  const base = mapped('254:0', 'a', []);
  const both = { ...base, dm: base.dm && { ...base.dm, isSuspended: true, hasInactiveTable: true } };
  expect(columnWidths([both]).state).toBeGreaterThan(150);
});

test('targets are counted in the order of the table', () => {
  const base = mapped('254:0', 'a', []);
  const segments = ['linear', 'striped', 'linear'].map((target) => ({ ...line, target }));
  expect([...countTargets({ ...base, dm: base.dm && { ...base.dm, segments } })]).toEqual([
    ['linear', 2],
    ['striped', 1],
  ]);
});

test('the widths become variables of the style sheet', () => {
  expect(widthsStyle(columnWidths([]))).toMatchObject({ '--number-width': '50px', '--use-width': '80px' });
});
