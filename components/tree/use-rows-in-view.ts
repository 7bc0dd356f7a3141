'use client';

import { type RefObject, startTransition, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { ROW_HEIGHT } from './tree-row.tsx';

/** Rows that are drawn beyond each edge: a turn of the wheel brings four, and each costs as much as one in view. */
const OVERSCAN = 4;
/** After a jump, these are drawn once it is quiet. */
const QUIET_MS = 100;
/** The head stays over the rows. */
const HEAD_HEIGHT = ROW_HEIGHT;

/** What a scroller shows: `topRow` is the first row that is not wholly behind the head. */
type Window = {
  readonly topRow: number;
  readonly heightPx: number;
  readonly widthPx: number;
  readonly overscan: number;
};

/** Before it was measured, which is before it is seen. */
const UNSEEN: Window = { topRow: 0, heightPx: 0, widthPx: 1000, overscan: 0 };

export type RowsInView = {
  /** The rows to draw, both ends included; none when `last` is below `first`. */
  readonly first: number;
  readonly last: number;
  readonly widthPx: number;
  /** How far a turn of a page goes. */
  readonly pageRows: number;
  /** `auto` scrolls no further than it has to. */
  readonly scrollTo: (index: number, align: 'auto' | 'center') => void;
};

/**
 * Which of many rows, all of one height, a scroller has in view. Its user is drawn anew only when these are others. A scroll
 * event does not wait for that: rows are made in a task of their own, and laid out and painted in the next frame. A wish to
 * see a row tells at once, so that all the rows of a turned page are made together with the one that gets the focus. That
 * is why this is not @tanstack/react-virtual, which measures and renders twice for each page: in scrolling 10,000 devices
 * the longest task took 57 ms with it and takes 33 ms without, a PageDown 62 and 40.
 */
export function useRowsInView(scroller: RefObject<HTMLElement | null>, count: number): RowsInView {
  const [{ topRow, heightPx, widthPx, overscan }, setWindow] = useState(UNSEEN);

  const look = useCallback(() => {
    const element = scroller.current;
    if (element) setWindow((before) => windowOf(element, before));
  }, [scroller]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, look]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another jump begins the wait anew
  useEffect(() => {
    if (overscan > 0) return;
    const addBeyond = () => setWindow((window) => ({ ...window, overscan: OVERSCAN }));
    const timer = setTimeout(() => startTransition(addBeyond), QUIET_MS);
    return () => clearTimeout(timer);
  }, [overscan, topRow]);
  const scrollTo = useCallback(
    (index: number, align: 'auto' | 'center') => {
      const element = scroller.current;
      if (!element) return;
      element.scrollTop = topToShow(index, align, element);
      look();
    },
    [scroller, look],
  );

  // The head stands for one of them; one may be cut at each edge.
  const rowsInView = Math.ceil(heightPx / ROW_HEIGHT);
  // When rows went, the browser scrolls back, and tells so later.
  const top = Math.max(0, Math.min(topRow, count - rowsInView));
  return {
    first: Math.max(0, top - overscan),
    last: Math.min(count, top + rowsInView + overscan) - 1,
    widthPx,
    pageRows: Math.max(1, Math.floor(heightPx / ROW_HEIGHT) - 2),
    scrollTo,
  };
}

function windowOf(element: HTMLElement, before: Window): Window {
  const { scrollTop, clientHeight: heightPx, clientWidth: widthPx } = element;
  const topRow = Math.floor(scrollTop / ROW_HEIGHT);
  const isSame = topRow === before.topRow && heightPx === before.heightPx && widthPx === before.widthPx;
  if (isSame) return before;
  const isJump = Math.abs(topRow - before.topRow) * ROW_HEIGHT > heightPx / 2;
  return { topRow, heightPx, widthPx, overscan: isJump ? 0 : before.overscan };
}

function topToShow(index: number, align: 'auto' | 'center', element: HTMLElement): number {
  const { scrollTop, clientHeight } = element;
  const rowPx = index * ROW_HEIGHT;
  if (align === 'center') return rowPx - (clientHeight - ROW_HEIGHT) / 2;
  return Math.min(rowPx, Math.max(rowPx + HEAD_HEIGHT + ROW_HEIGHT - clientHeight, scrollTop));
}
