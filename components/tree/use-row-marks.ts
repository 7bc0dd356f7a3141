'use client';

import { useMemo, useState } from 'react';
import type { DevNo } from '../../lib/block/dev-no.ts';
import type { Row } from '../../lib/tree/rows.ts';
import type { Tree } from './use-tree.ts';

/** Which rows are marked: the selected one, and all places of the device that is pointed at, selected or focused. */
export function useRowMarks({ rows, selected }: Tree, activeIndex: number) {
  const [hovered, setHovered] = useState<DevNo | null>(null);
  const repeated = useMemo(() => repeatedDevices(rows), [rows]);
  const selectedIndex = useMemo(() => {
    if (!selected) return -1;
    const isActive = rows[activeIndex]?.device === selected;
    return isActive ? activeIndex : rows.findIndex((row) => row.device === selected);
  }, [rows, activeIndex, selected]);
  const pointedAt = hovered ?? selected?.devNo ?? rows[activeIndex]?.device.devNo;
  const isSame = (devNo: DevNo | undefined) =>
    devNo !== undefined && devNo === pointedAt && repeated.has(devNo);
  return { selectedIndex, isSame, setHovered };
}

function repeatedDevices(rows: readonly Row[]): ReadonlySet<DevNo> {
  return new Set(rows.filter((row) => row.isRepeat).map((row) => row.device.devNo));
}
