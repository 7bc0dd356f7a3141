'use client';

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Row, RowKey } from '../../lib/tree/rows.ts';

/**
 * A row to bring into view: `order` rises with each wish, so that the same row can be asked for again. `auto` scrolls no
 * further than it has to, `center` shows what is around the row too.
 */
export type Reveal = { readonly key: RowKey; readonly order: number; readonly align: 'auto' | 'center' };

type Place = { readonly key: RowKey; readonly index: number };

type Options = {
  readonly rows: readonly Row[];
  readonly reveal: Reveal | null;
  readonly scrollTo: (index: number, align: Reveal['align']) => void;
};

/**
 * Which row has the tree's one tab stop. It is remembered by its path, so that it stays when rows come and go above it;
 * when it goes itself, the row that took its place is next, and keyboard focus moves there if it was in the tree.
 */
export function useFocusedRow({ rows, reveal, scrollTo }: Options) {
  const [active, setActive] = useState<Place | null>(null);
  /** What keyboard focus has to follow to, once it is drawn. */
  const wanted = useRef(false);
  const focused = useRef<Element | null>(null);
  const fulfilled = useRef(0);
  const activeIndex = useMemo(() => indexOfActive(rows, active), [rows, active]);

  const place = useCallback(
    (to: number) => {
      const row = rows[to];
      if (row) setActive({ key: row.key, index: to });
    },
    [rows],
  );
  const focusRow = useCallback(
    (to: number) => {
      wanted.current = true;
      place(to);
      scrollTo(to, 'auto');
    },
    [place, scrollTo],
  );
  const noteFocus = useCallback(
    (at: number) => {
      focused.current = document.activeElement;
      place(at);
    },
    [place],
  );

  useEffect(() => {
    if (!reveal || reveal.order <= fulfilled.current) return;
    const at = rows.findIndex((row) => row.key === reveal.key);
    if (at < 0) return;
    fulfilled.current = reveal.order;
    place(at);
    scrollTo(at, reveal.align);
  }, [reveal, rows, place, scrollTo]);

  useLayoutEffect(() => {
    const isLost =
      focused.current !== null && !focused.current.isConnected && document.activeElement === document.body;
    if (!wanted.current && !isLost) return;
    const element = document.getElementById(`row-${activeIndex}`);
    if (!element) return;
    wanted.current = false;
    focused.current = element;
    element.focus({ preventScroll: true });
  });

  return { activeIndex, focusRow, noteFocus };
}

function indexOfActive(rows: readonly Row[], active: Place | null): number {
  if (active === null) return 0;
  if (rows[active.index]?.key === active.key) return active.index;
  const found = rows.findIndex((row) => row.key === active.key);
  return found >= 0 ? found : Math.max(0, Math.min(active.index, rows.length - 1));
}
