import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DevNo } from '../block/dev-no.ts';
import { deviceFixture, stackArbitrary, stackFixture } from './device.fixture.ts';
import { applyPatch, diffStacks, isEmptyPatch } from './patch.ts';
import type { Stack } from './stack.ts';

const a = deviceFixture('254:0');
const b = deviceFixture('254:1');
const c = deviceFixture('254:2');

function copyOf(stack: Stack): Stack {
  return JSON.parse(JSON.stringify(stack)) as Stack;
}

describe('a patch', () => {
  it('turns any stack into any other, exactly', () => {
    fc.assert(
      fc.property(stackArbitrary, stackArbitrary, (before, after) => {
        expect(applyPatch(before, diffStacks(before, after))).toEqual(after);
      }),
      { numRuns: 1000 },
    );
  });

  it('survives being sent as JSON', () => {
    fc.assert(
      fc.property(stackArbitrary, stackArbitrary, (before, after) => {
        const sent = JSON.parse(JSON.stringify(diffStacks(before, after)));
        expect(applyPatch(before, sent)).toEqual(after);
      }),
    );
  });

  it('is empty, and gives the same stack back, exactly when nothing differs', () => {
    fc.assert(
      fc.property(stackArbitrary, stackArbitrary, (before, other) => {
        const same = diffStacks(before, copyOf(before));
        expect(isEmptyPatch(same)).toBe(true);
        expect(applyPatch(before, same)).toBe(before);
        const isSame = JSON.stringify(before) === JSON.stringify(other);
        expect(isEmptyPatch(diffStacks(before, other))).toBe(isSame);
      }),
    );
  });

  it('names what came, what changed and what went', () => {
    const grown = { ...b, sizeBytes: 2097152 };
    const patch = diffStacks(stackFixture([a, b]), stackFixture([c, grown]));
    expect(patch).toEqual({
      host: null,
      added: [{ index: 0, device: c }],
      changed: [grown],
      removed: ['254:0'],
      order: null,
      problems: null,
    });
  });

  it('sends an order only when devices that stayed changed places', () => {
    expect(diffStacks(stackFixture([a, b]), stackFixture([a, c, b])).order).toBeNull();
    expect(diffStacks(stackFixture([a, b]), stackFixture([b, a])).order).toEqual(['254:1', '254:0']);
  });

  it('leaves every device that did not change the object it was', () => {
    const before = stackFixture([a, b]);
    const after = copyOf(stackFixture([a, { ...b, isReadOnly: true }, c]));
    const patched = applyPatch(before, diffStacks(before, after));
    expect(patched.devices[0]).toBe(a);
    expect(patched.devices[1]).not.toBe(b);
    expect(patched.problems).toBe(before.problems);
  });

  it('does not fail on a stack it was not made for', () => {
    fc.assert(
      fc.property(stackArbitrary, stackArbitrary, stackArbitrary, (before, after, other) => {
        applyPatch(other, diffStacks(before, after));
      }),
    );
  });

  it('of one device among 10,000 is that device and nothing else, and leaves the others the objects they are', () => {
    const devices = Array.from({ length: 10_000 }, (_, i) =>
      deviceFixture(`254:${i}`, { links: [`mapper/${i}`, `vg/${i}`] }),
    );
    const before = stackFixture(devices);
    const touched: DevNo = '254:5000';
    const after = copyOf(
      stackFixture(devices.map((d) => (d.devNo === touched ? { ...d, isReadOnly: true } : d))),
    );
    const patch = diffStacks(before, after);
    expect(patch).toMatchObject({ added: [], removed: [], order: null, problems: null, host: null });
    expect(patch.changed.map((d) => d.devNo)).toEqual([touched]);
    const applied = applyPatch(before, patch);
    expect(applied.devices.filter((d, i) => d !== before.devices[i]).map((d) => d.devNo)).toEqual([touched]);
  });
});
