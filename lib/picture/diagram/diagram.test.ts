import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DevNo } from '../../block/dev-no.ts';
import { deviceFixture, stackFixture } from '../../stack/device.fixture.ts';
import { indexStack } from '../../stack/index-stack.ts';
import type { Device, Stack } from '../../stack/stack.ts';
import { type Diagram, type DiagramNode, layOutDiagram, markDiagram, NO_MARKS } from './diagram.ts';
import { drawNode } from './draw-node.ts';
import { markFates } from './mark-fates.ts';
import { type DiagramScope, WHOLE_HOST } from './scope.ts';

function numbered(i: number): DevNo {
  return `254:${i}`;
}

function device(i: number, ...bases: readonly number[]): Device {
  const edges = bases.map(
    (base) => ({ base: numbered(base), kind: 'table', roles: [], file: null }) as const,
  );
  return deviceFixture(numbered(i), { bases: edges });
}

function lay(stack: Stack, scope: Partial<DiagramScope> = {}, previous: Diagram | null = null): Diagram {
  return layOutDiagram({ stack, scope: { ...WHOLE_HOST, ...scope }, marks: NO_MARKS }, previous);
}

/** A disk with two volumes, of which one has an origin and a snapshot on it. */
const host = [device(0), device(1, 0), device(2, 0), device(3, 2), device(4, 2, 1)];

/** Each device stands on some of those before it. */
const stackArbitrary = fc
  .array(fc.array(fc.nat(40), { maxLength: 3 }), { minLength: 1, maxLength: 24 })
  .map((drafts) =>
    stackFixture(drafts.map((bases, i) => device(i, ...new Set(i === 0 ? [] : bases.map((n) => n % i))))),
  );

describe('a diagram', () => {
  test('draws each device once, above all its bases, and no two on the same place', () => {
    fc.assert(
      fc.property(stackArbitrary, (stack) => {
        const { nodes, edges } = lay(stack);
        expect(nodes.map(({ devNo }) => devNo)).toEqual(stack.devices.map(({ devNo }) => devNo));
        expectInOrder(nodes, edges);
      }),
    );
  });

  test('leaves everything where it was when a device goes or comes', () => {
    fc.assert(
      fc.property(stackArbitrary, fc.nat(23), (stack, n) => {
        const held = new Set(stack.devices.flatMap(({ bases }) => bases.map(({ base }) => base)));
        const tops = stack.devices.filter(({ devNo }) => !held.has(devNo));
        const gone = tops[n % tops.length];
        const less = stackFixture(stack.devices.filter((each) => each !== gone));
        const before = lay(less);
        if (less.devices.length < 2) return;
        const after = lay(stack, {}, before);
        const moved = placesOf(before).filter(([identity, x, y]) => {
          const now = after.nodes.find((node) => node.identity === identity);
          return now?.x !== x || now.y !== y;
        });
        // Nothing stands on the one that came, so nothing has a reason to move – unless the picture was made anew.
        if (moved.length > 0) expect(placesOf(after)).toEqual(placesOf(lay(stack)));
        expectInOrder(after.nodes, after.edges);
        expect(lay(stack, {}, after)).toEqual(after);
        const back = lay(less, {}, after);
        expect(
          placesOf(back).every(([identity, x, y]) =>
            placesOf(after).some(([i, a, b]) => i === identity && a === x && b === y),
          ),
        ).toBe(true);
      }),
    );
  });

  test('is the same for the same stack', () => {
    expect(lay(stackFixture(host))).toEqual(lay(stackFixture(host)));
  });

  test('of a device shows its holders and bases, and counts what else stands there', () => {
    const { nodes, leftOutCount } = lay(stackFixture(host), { around: [numbered(3)] });
    expect(nodes.map(({ devNo, hiddenHolders }) => [devNo, hiddenHolders])).toEqual([
      [numbered(0), 1],
      [numbered(2), 1],
      [numbered(3), 0],
    ]);
    expect(leftOutCount).toBe(2);
  });

  test('goes only as far up and down as it is asked', () => {
    const shown = (scope: Partial<DiagramScope>) =>
      lay(stackFixture(host), scope).nodes.map(({ devNo }) => devNo);
    expect(shown({ around: [numbered(0)], holdersDepth: 1 })).toEqual([0, 1, 2].map(numbered));
    expect(shown({ around: [numbered(4)], basesDepth: 1 })).toEqual([1, 2, 4].map(numbered));
    expect(shown({ around: [numbered(0)], limit: 2 })).toHaveLength(2);
  });

  test('folds away what stands on a device, and says how much', () => {
    const { nodes } = lay(stackFixture(host), { folded: new Set([host[2]?.identity ?? '']) });
    expect(nodes.map(({ devNo }) => devNo)).toContain(numbered(4));
    expect(nodes.find(({ devNo }) => devNo === numbered(2))?.hiddenHolders).toBe(1);
  });

  test('marks the way from what it is about to all that holds it', () => {
    const marks = { target: numbered(2), parts: new Map() };
    const { nodes, edges } = layOutDiagram({ stack: stackFixture(host), scope: WHOLE_HOST, marks });
    expect(nodes.flatMap(({ devNo, holdsTarget }) => (holdsTarget ? [devNo] : []))).toEqual(
      [3, 4].map(numbered),
    );
    expect(edges.flatMap(({ from, to, mark }) => (mark === 'holds' ? [`${from}>${to}`] : []))).toEqual([
      '254:3>254:2',
      '254:4>254:2',
    ]);
  });

  test('is the same object wherever another mark changes nothing', () => {
    const stack = stackFixture(host);
    const before = lay(stack);
    const after = markDiagram(before, indexStack(stack), { target: numbered(2), parts: new Map() });
    expect(before.nodes.map((node, i) => node === after.nodes[i])).toEqual([true, true, false, false, false]);
  });

  test('keeps two paths of one disk apart, in one picture and in the next', () => {
    const paths = [0, 1].map((i) => deviceFixture(numbered(i), { identity: 'wwn:one', name: `sd${i}` }));
    const stack = stackFixture([...paths, device(2, 0, 1)]);
    const before = lay(stack);
    const { nodes, edges } = lay(stack, {}, before);
    expect(new Set(nodes.map(({ identity }) => identity)).size).toBe(3);
    expectInOrder(nodes, edges);
  });
});

function placesOf({ nodes }: Diagram) {
  return nodes.map(({ identity, x, y }) => [identity, x, y] as const);
}

function expectInOrder(nodes: Diagram['nodes'], edges: Diagram['edges']): void {
  const at = new Map(nodes.map((node) => [node.devNo, node]));
  for (const { from, to } of edges) expect(at.get(from)?.y).toBeLessThan(at.get(to)?.y ?? 0);
  for (const [i, a] of nodes.entries()) {
    for (const b of nodes.slice(i + 1)) {
      const isApart = Math.abs(a.x - b.x) >= a.width || a.y >= b.y + b.height || b.y >= a.y + a.height;
      expect(isApart, `${a.devNo} and ${b.devNo}`).toBe(true);
    }
  }
}

test('in a comparison a device says on its tab what became of it, and one that was removed is dashed', () => {
  const diagram = markFates(
    lay(stackFixture(host)),
    new Map([[numbered(3), { kind: 'removed', words: ['removed'] }]]),
  );
  const drawn = (i: number) => JSON.stringify(drawNode(diagram.nodes[i] as DiagramNode));
  expect(drawn(3)).toContain('"text":"− removed"');
  expect(drawn(3)).toContain('"dash":"dashed"');
  expect(drawn(4)).not.toContain('"dash":"dashed"');
});
