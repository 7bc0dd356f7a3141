'use client';

import { useEffect, useState } from 'react';
import type { Finding } from '../../lib/findings/finding.ts';
import { type Overview, overviewOf } from '../../lib/picture/overview/overview.ts';
import { overviewLegend, overviewShapes } from '../../lib/picture/overview/overview-scene.ts';
import type { Shape } from '../../lib/picture/scene/scene.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { useIsPrinting } from '../tree/use-printing.ts';
import type { Size } from './camera.ts';

export type DrawnOverview = {
  readonly overview: Overview;
  readonly shapes: readonly Shape[];
  readonly legend: ReturnType<typeof overviewLegend>;
};

/** Around the cells; above them their flags stand. */
export const OVERVIEW_MARGIN = { side: 16, top: 22, bottom: 8 } as const;

/**
 * The overview that fills its place. Of ten thousand devices it takes a while: so it is worked out in steps after the page
 * has answered the click, and the one before stays until the next is there. Null until the first is.
 */
export function useOverview(
  stack: Stack,
  found: readonly Finding[],
  size: Size | null,
): DrawnOverview | null {
  const [drawn, setDrawn] = useState<DrawnOverview | null>(null);
  const isPrinting = useIsPrinting();
  const width = size && Math.max(280, size.width - 2 * OVERVIEW_MARGIN.side);
  const height = size && Math.max(160, size.height - OVERVIEW_MARGIN.top - OVERVIEW_MARGIN.bottom);
  useEffect(() => {
    if (width === null || height === null) return;
    let next = setTimeout(() => {
      const overview = overviewOf(stack, found, { width, height });
      next = setTimeout(() => setDrawn(draw(overview, found)), 0);
    }, 0);
    return () => clearTimeout(next);
  }, [stack, found, width, height]);
  return isPrinting ? draw(overviewOf(stack, found, PAPER), found) : drawn;
}

/** A sheet's width, in the browser's pixels, and some of its height. */
const PAPER: Size = { width: 740, height: 620 };

function draw(overview: Overview, found: readonly Finding[]): DrawnOverview {
  return { overview, shapes: overviewShapes(overview, found), legend: overviewLegend(overview) };
}
