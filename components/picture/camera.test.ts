import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bounds } from '../../lib/picture/diagram/diagram.ts';
import { type Camera, fitTo, isInView, keptNear, movedBy, reaching, zoomedBy } from './camera.ts';

const size = { width: 800, height: 600 };
const bounds: Bounds = { left: -100, top: -50, right: 1500, bottom: 900 };
const far: Bounds = { left: 1200, top: 700, right: 1480, bottom: 780 };
const cameras = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
  scale: fc.double({ min: 0.1, max: 3, noNaN: true }),
});

function pointAt({ x, y, scale }: Camera, at: { readonly x: number; readonly y: number }) {
  return { x: x + at.x / scale, y: y + at.y / scale };
}

describe('looking at a picture', () => {
  test('a fit shows all of it, never larger than it is', () => {
    expect(isInView(fitTo(bounds, size), bounds, size)).toBe(true);
    expect(fitTo({ left: 0, top: 0, right: 100, bottom: 50 }, size).scale).toBe(1);
  });

  test('a fit that could not be read shows what the picture is about', () => {
    const large = { ...bounds, right: 20_000 };
    expect(fitTo(large, size).scale).toBeLessThan(0.1);
    const near = fitTo(large, size, far);
    expect(near.scale).toBeGreaterThan(0.5);
    expect(isInView(near, far, size)).toBe(true);
  });

  test('zooming leaves the point under the pointer where it is', () => {
    fc.assert(
      fc.property(cameras, fc.double({ min: 0.5, max: 2, noNaN: true }), (camera, factor) => {
        const at = { x: 300, y: 200 };
        const [before, after] = [pointAt(camera, at), pointAt(zoomedBy(camera, factor, at), at)];
        expect(after.x).toBeCloseTo(before.x, 6);
        expect(after.y).toBeCloseTo(before.y, 6);
      }),
      { numRuns: 50 },
    );
  });

  test('a device that is asked for comes into view, and no further move is made for one that is there', () => {
    fc.assert(
      fc.property(cameras, (camera) => {
        const reached = reaching({ ...camera, scale: 1 }, far, size);
        expect(isInView(reached, far, size)).toBe(true);
        expect(reaching(reached, far, size)).toBe(reached);
      }),
      { numRuns: 50 },
    );
  });

  test('however far it is moved, some of it stays in view', () => {
    const lost = keptNear(movedBy(fitTo(bounds, size), 9000, -9000), bounds, size);
    expect(lost.x + size.width / lost.scale).toBeGreaterThan(bounds.left);
    expect(lost.y).toBeLessThan(bounds.bottom);
  });
});
