import { expect, test } from 'vitest';
import { stackFixture } from '../stack/device.fixture.ts';
import { indexStack } from '../stack/index-stack.ts';
import { drawn, latticeOf, leakedSnapshot, mapped, plain, rowsOf } from './forest.fixture.ts';
import { pathTo } from './path-to.ts';
import { canOpenAll, MAX_ROWS, USUAL, unfoldInSteps } from './rows.ts';
import { plantForest } from './unfold.ts';

test("what is open at first is what dmsetup prints, in dmsetup's order", () => {
  expect(drawn(rowsOf(leakedSnapshot, ['holders-first', 'dm']))).toBe(
    `docker-data
  snap
    snap-cow
      md125
    docker2-real
      md125 ~
docker-meta
  snap ~
    snap-cow ~
      md125 ~
    docker2-real ~
      md125 ~
docker1
  md125 ~
docker2
  docker2-real ~
    md125 ~`,
  );
});

test('what dmsetup does not know is shown below the first place only', () => {
  expect(drawn(rowsOf(leakedSnapshot, ['holders-first', 'all']))).toContain(
    `    snap-cow
      md125
        ubda
        ubdb
    docker2-real
      md125 + ~
docker-meta`,
  );
});

test('a lattice opens with rows in the order of its edges, not of its paths', () => {
  for (const layers of [12, 24, 48]) {
    const { rows } = rowsOf(latticeOf(layers), ['holders-first', 'all']);
    expect(rows.length).toBeLessThan(16 * layers);
    expect(new Set(rows.map((row) => row.device.devNo)).size).toBe(2 * layers + 1);
  }
});

test('all opens all paths, as long as that is something to look at', () => {
  const expansion = { ...USUAL, start: 'all' as const };
  expect(rowsOf(latticeOf(12), ['holders-first', 'dm'], { expansion }).rows).toHaveLength(8190 + 4096);
  expect(canOpenAll(plantForest(indexStack(latticeOf(24)), 'holders-first', 'dm'))).toBe(false);
  expect(rowsOf(latticeOf(24), ['holders-first', 'dm'], { expansion }).rows.length).toBeLessThan(400);
});

test('a row opened by hand stays open, and a row closed by hand stays closed, when the stack grows', () => {
  const first = rowsOf(leakedSnapshot, ['holders-first', 'dm']).rows;
  const closed = new Set([first[1]?.key ?? 0]);
  const grown = {
    ...leakedSnapshot,
    devices: [mapped('254:9', 'a-new-one', ['9:125']), ...leakedSnapshot.devices],
  };
  const text = drawn(rowsOf(grown, ['holders-first', 'dm'], { expansion: { ...USUAL, closed } }));
  expect(text).toContain(`a-new-one
  md125
docker-data
  snap +
docker-meta
  snap ~
    snap-cow`);
});

test('nothing is unfolded past the limit, whatever was opened', () => {
  const many = stackFixture([
    ...Array.from({ length: 300 }, (_, i) =>
      mapped(
        `254:${i}`,
        `m${i}`,
        Array.from({ length: 300 }, (_, j): `${number}:${number}` => `8:${j}`),
      ),
    ),
    ...Array.from({ length: 300 }, (_, j) => plain(`8:${j}`, `sd${j}`)),
  ]);
  const { rows, isCut } = rowsOf(many, ['holders-first', 'all']);
  expect([rows.length, isCut]).toEqual([MAX_ROWS, true]);
});

test('a page can stop and draw between the rows of one wide disk', () => {
  const volumes = Array.from({ length: 2000 }, (_, i) => mapped(`254:${i}`, `lv${i}`, ['8:0']));
  const forest = plantForest(
    indexStack(stackFixture([plain('8:0', 'sda'), ...volumes])),
    'bases-first',
    'all',
  );
  expect([...unfoldInSteps(forest, USUAL, null)].length).toBeGreaterThan(2);
});

test('no two rows of a lattice share a key', () => {
  const { rows } = rowsOf(latticeOf(12), ['holders-first', 'dm'], { expansion: { ...USUAL, start: 'all' } });
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
});

test('two paths to one disk, which share its WWN, have rows of their own', () => {
  const stack = stackFixture([
    mapped('254:0', 'mpatha', ['8:0', '8:16']),
    { ...plain('8:0', 'sda'), identity: 'wwn:0x5000' },
    { ...plain('8:16', 'sdb'), identity: 'wwn:0x5000' },
  ]);
  const { rows } = rowsOf(stack, ['holders-first', 'dm']);
  expect(new Set(rows.map((row) => row.key)).size).toBe(3);
});

test('the path to a device is that of its first place', () => {
  const forest = plantForest(indexStack(leakedSnapshot), 'holders-first', 'dm');
  const { rows } = rowsOf(leakedSnapshot, ['holders-first', 'dm']);
  const at = rows.findIndex((row) => row.device.name === 'snap-cow');
  expect(pathTo(forest, '254:3')).toEqual([rows[0]?.key, rows[1]?.key, rows[at]?.key]);
  expect(pathTo(forest, '98:0')).toBeNull();
});
