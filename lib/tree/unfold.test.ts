import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stackArbitrary, stackFixture } from '../stack/device.fixture.ts';
import { indexStack } from '../stack/index-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { latticeOf, leakedSnapshot, mapped, plain } from './forest.fixture.ts';
import { branchesBelow, type Direction, plantForest, type Scope } from './unfold.ts';

const forestOf = (stack: Stack, direction: Direction, scope: Scope) =>
  plantForest(indexStack(stack), direction, scope);
const rootNames = (stack: Stack, direction: Direction, scope: Scope) =>
  forestOf(stack, direction, scope).roots.map((device) => device.name);

test('holders first, the roots are mapped devices that nothing holds, in the order of the kernel', () => {
  expect(rootNames(leakedSnapshot, 'holders-first', 'dm')).toEqual([
    'docker-data',
    'docker-meta',
    'docker1',
    'docker2',
  ]);
});

test('with all devices, what is in no stack is a root too', () => {
  expect(rootNames(leakedSnapshot, 'holders-first', 'all').at(-1)).toBe('ubdc');
});

test("bases first, dmsetup's view ends at what the tables name", () => {
  expect(rootNames(leakedSnapshot, 'bases-first', 'dm')).toEqual(['md125']);
  expect(rootNames(leakedSnapshot, 'bases-first', 'all')).toEqual(['ubda', 'ubdb', 'ubdc']);
});

test('holders stand in the order in which libdm meets them, depth first', () => {
  const forest = forestOf(leakedSnapshot, 'bases-first', 'dm');
  const names = branchesBelow(forest, '9:125').map(({ device }) => device.name);
  // `dmsetup ls --tree -o inverted` of the lab's 3-leaked state.
  expect(names).toEqual(['snap-cow', 'docker2-real', 'docker1']);
});

test('a lattice is counted without being unfolded', () => {
  // Twelve layers: 2 + 4 + … + 4096 rows of mapped devices and 4096 of the disk.
  expect(forestOf(latticeOf(12), 'holders-first', 'all').totalRows).toBe(8190 + 4096);
  expect(forestOf(latticeOf(100), 'holders-first', 'all').totalRows).toBe(Number.MAX_SAFE_INTEGER);
});

test('a circle, which no kernel has, loses an edge and no device', () => {
  const circle = stackFixture([mapped('254:0', 'a', ['254:1']), mapped('254:1', 'b', ['254:0'])]);
  const forest = forestOf(circle, 'holders-first', 'dm');
  expect(forest.roots.map((device) => device.name)).toEqual(['a']);
  expect(forest.totalRows).toBe(2);
});

test('a chain of 20,000 devices does not exhaust the stack', () => {
  const chain = stackFixture([
    ...Array.from({ length: 20000 }, (_, i) =>
      mapped(`254:${i}`, `c${i}`, i === 19999 ? [] : [`254:${i + 1}`]),
    ),
    plain('8:0', 'sda'),
  ]);
  expect(forestOf(chain, 'holders-first', 'dm').totalRows).toBe(20000);
});

test('every device of any stack has a place in the view of all devices', () => {
  fc.assert(
    fc.property(
      stackArbitrary,
      fc.constantFrom<Direction>('holders-first', 'bases-first'),
      (stack, direction) => {
        const forest = forestOf(stack, direction, 'all');
        const reached = new Set(forest.roots.map((device) => device.devNo));
        for (const devNo of reached)
          for (const { device } of branchesBelow(forest, devNo)) reached.add(device.devNo);
        expect(reached.size).toBe(stack.devices.length);
      },
    ),
  );
});
