'use client';

import { useMemo } from 'react';
import type { Finding } from '../../lib/findings/finding.ts';
import { type Overview, overviewOf } from '../../lib/picture/overview/overview.ts';
import { overviewLegend, overviewShapes } from '../../lib/picture/overview/overview-scene.ts';
import type { Shape } from '../../lib/picture/scene/scene.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import type { Size } from './camera.ts';

export type DrawnOverview = {
  readonly overview: Overview;
  readonly shapes: readonly Shape[];
  readonly legend: ReturnType<typeof overviewLegend>;
};

/** Around the cells; above them their flags stand. */
export const OVERVIEW_MARGIN = { side: 16, top: 22, bottom: 8 } as const;

/** The overview that fills its place; null until that has a size. */
export function useOverview(
  stack: Stack,
  found: readonly Finding[],
  size: Size | null,
): DrawnOverview | null {
  const width = size && Math.max(280, size.width - 2 * OVERVIEW_MARGIN.side);
  const height = size && Math.max(160, size.height - OVERVIEW_MARGIN.top - OVERVIEW_MARGIN.bottom);
  return useMemo(() => {
    if (width === null || height === null) return null;
    const overview = overviewOf(stack, found, { width, height });
    return { overview, shapes: overviewShapes(overview, found), legend: overviewLegend(overview) };
  }, [stack, found, width, height]);
}
