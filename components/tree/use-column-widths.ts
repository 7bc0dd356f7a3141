'use client';

import { useEffect, useMemo, useState } from 'react';
import type { Stack } from '../../lib/stack/stack.ts';
import { inSlices } from '../in-slices.ts';
import { type ColumnWidths, columnWidths, columnWidthsInSteps } from './column-widths.ts';

/** What is measured before the first drawing: the rows that are seen first, and those of most hosts altogether. */
const MEASURED_AT_ONCE = 500;

/** Of a large host from its first devices, until all were measured. */
export function useColumnWidths({ devices }: Stack): ColumnWidths {
  const first = useMemo(() => columnWidths(devices.slice(0, MEASURED_AT_ONCE)), [devices]);
  const [whole, setWhole] = useState<ColumnWidths | null>(null);
  const isLarge = devices.length > MEASURED_AT_ONCE;
  useEffect(() => {
    if (!isLarge) return;
    const leaving = new AbortController();
    const measure = async () => {
      const widths = await inSlices(columnWidthsInSteps(devices), leaving.signal);
      if (widths) setWhole(widths);
    };
    void measure();
    return () => leaving.abort();
  }, [devices, isLarge]);
  return isLarge && whole ? whole : first;
}
