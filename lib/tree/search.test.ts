import { expect, test } from 'vitest';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import { indexStack } from '../stack/index-stack.ts';
import { drawn, latticeOf, leakedSnapshot, mapped, rowsOf } from './forest.fixture.ts';
import { revealMatches, searchInSteps, searchStack } from './search.ts';
import { plantForest } from './unfold.ts';

const found = (query: string, stack = leakedSnapshot) => [...(searchStack(stack, query)?.devNos ?? [])];

test('a blank query seeks nothing', () => {
  expect(searchStack(leakedSnapshot, '  ')).toBeNull();
});

test('a large stack is searched in steps', () => {
  const stack = stackFixture(Array.from({ length: 1000 }, (_, i) => mapped(`254:${i}`, `vm${i}`, [])));
  expect([...searchInSteps(stack, 'vm')].length).toBeGreaterThan(2);
  expect(found('vm99', stack)).toHaveLength(11);
});

test('all words must be found, in any case, in any order', () => {
  expect(found('COW snap')).toEqual(['254:3']);
  expect(found('cow docker')).toEqual([]);
});

test('a whole device number means that device, the beginning of one all that begin with it', () => {
  const stack = stackFixture([mapped('254:3', 'a', []), mapped('254:30', 'b', []), mapped('253:3', 'c', [])]);
  expect(found('254:3', stack)).toEqual(['254:3']);
  expect(found('254:', stack)).toEqual(['254:3', '254:30']);
});

test('mount points, labels, targets, files and volume groups are sought too', () => {
  const lvm = mapped('254:0', 'vm--volumes-root-real', []);
  const stack = stackFixture([
    {
      ...lvm,
      dm: lvm.dm && {
        ...lvm.dm,
        made: { kind: 'lvm', vgUuid: 'v', lvUuid: 'l', layer: 'real' },
        segments: [
          { startSector: 0, lengthSectors: 8, target: 'snapshot-origin', args: '8:0', status: null },
        ],
      },
    },
    deviceFixture('7:0', {
      loop: {
        file: '/srv/Image.qcow2',
        isDeleted: false,
        offsetBytes: 0,
        sizeLimitBytes: 0,
        isAutoclear: false,
      },
      fileSystem: { type: 'ext4', label: 'BACKUP', uuid: '' },
    }),
  ]);
  expect(found('vm-volumes/root', stack)).toEqual(['254:0']);
  expect(found('snapshot-origin', stack)).toEqual(['254:0']);
  expect(found('image.qcow2 backup', stack)).toEqual(['7:0']);
});

test('the paths to what was found are opened, and stacks without a find are left out', () => {
  const forest = plantForest(indexStack(leakedSnapshot), 'holders-first', 'all');
  const matches = searchStack(leakedSnapshot, 'docker1');
  if (!matches) throw new Error('expected a match');
  const expansion = { start: 'none' as const, opened: new Set<number>(), closed: new Set<number>() };
  const reveal = revealMatches(forest, matches);
  expect(drawn(rowsOf(leakedSnapshot, ['holders-first', 'all'], { expansion, reveal }))).toBe('docker1 +');
  const toCow = searchStack(leakedSnapshot, 'cow');
  if (!toCow) throw new Error('expected a match');
  const shown = rowsOf(leakedSnapshot, ['holders-first', 'all'], {
    expansion,
    reveal: revealMatches(forest, toCow),
  });
  expect(drawn(shown)).toBe(`docker-data
  snap
    snap-cow +
    docker2-real +
docker-meta
  snap + ~`);
});

test('a find at the bottom of a lattice does not open every path to it', () => {
  const lattice = latticeOf(24);
  const forest = plantForest(indexStack(lattice), 'holders-first', 'all');
  const matches = searchStack(lattice, 'sda');
  if (!matches) throw new Error('expected a match');
  const { rows } = rowsOf(lattice, ['holders-first', 'all'], { reveal: revealMatches(forest, matches) });
  expect(rows.some((row) => row.device.name === 'sda')).toBe(true);
  expect(rows.length).toBeLessThan(400);
});
