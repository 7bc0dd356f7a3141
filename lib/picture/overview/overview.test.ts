import { describe, expect, test } from 'vitest';
import { generateHost } from '../../../e2e/bench/generate-host.ts';
import { readCapture } from '../../capture/read-capture.ts';
import { buildStack } from '../../stack/build-stack.ts';
import { overviewOf, SCREEN } from './overview.ts';

function hostOf(count: number) {
  const { value, problems } = readCapture(generateHost(count));
  if (!value) throw new Error('no host was made');
  return buildStack(value, problems);
}

describe('a host at a glance', () => {
  test.each([10, 1_000, 10_000])('shows every device of %i, on one screen, on no place twice', (count) => {
    const stack = hostOf(count);
    const { cells, height } = overviewOf(stack, []);
    expect(height).toBeLessThanOrEqual(SCREEN.height);
    const firsts = cells.filter(({ isContinued }) => !isContinued).map(({ devNo }) => devNo);
    expect(new Set(firsts).size).toBe(firsts.length);
    expect(firsts.length).toBe(stack.devices.length);
    const rows = Map.groupBy(cells, ({ y }) => y);
    for (const row of rows.values()) {
      const sorted = row.toSorted((a, b) => a.x - b.x);
      sorted.forEach((cell, i) => {
        const next = sorted[i + 1];
        if (next) expect(cell.x + cell.width).toBeLessThanOrEqual(next.x + 0.01);
      });
      expect(Math.max(...row.map(({ x, width }) => x + width))).toBeLessThanOrEqual(SCREEN.width + 0.01);
    }
  });
});
