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
  /** The row that has, or had last, keyboard focus: it has to be drawn until another takes it. */
  const [focusedIndex, setFocusedIndex] = useState(0);
  /**
   * Where keys went and nothing was drawn yet: a key is answered in a task of its own, since the browser may give it, and
   * more of them, within a frame that has to be laid out and painted as well.
   */
  const asked = useRef<Place | null>(null);
  /** The row that keyboard focus has to follow to, once it is the active one and drawn: other changes may be drawn before. */
  const wanted = useRef<RowKey | null>(null);
  const focused = useRef<Element | null>(null);
  /** Focus comes by our own doing, to where keys went some time ago. */
  const isTaking = useRef(false);
  const fulfilled = useRef(0);
  const activeIndex = useMemo(() => indexOfActive(rows, active), [rows, active]);
  const latestIndex = useRef(activeIndex);

  const place = useCallback(
    (to: number) => {
      const row = rows[to];
      if (row) setActive({ key: row.key, index: to });
    },
    [rows],
  );
  const focusRow = useCallback(
    (to: number) => {
      const row = rows[to];
      if (!row) return;
      if (asked.current === null) {
        setTimeout(() => {
          if (asked.current === null) return;
          wanted.current = asked.current.key;
          setActive(asked.current);
          scrollTo(asked.current.index, 'auto');
          asked.current = null;
        });
      }
      asked.current = { key: row.key, index: to };
    },
    [rows, scrollTo],
  );
  const activeNow = () => (asked.current === null ? activeIndex : indexOfActive(rows, asked.current));
  const noteFocus = useCallback(
    (at: number) => {
      focused.current = document.activeElement;
      setFocusedIndex(at);
      if (isTaking.current) return;
      wanted.current = null;
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
    latestIndex.current = activeIndex;
    const isLost =
      focused.current !== null && !focused.current.isConnected && document.activeElement === document.body;
    const isWanted = wanted.current !== null && wanted.current === active?.key;
    if (!isWanted && !isLost) return;
    wanted.current = null;
    const take = () => {
      const element = document.getElementById(`row-${latestIndex.current}`);
      if (!element) return;
      focused.current = element;
      isTaking.current = true;
      element.focus({ preventScroll: true });
      isTaking.current = false;
    };
    if (isLost) return take();
    // Focus has the page laid out at once: in the next frame that is done anyway. Until then the row that has it stays.
    const holder = document.activeElement;
    requestAnimationFrame(() => {
      if (document.activeElement === holder) take();
    });
  });

  return { activeIndex, activeNow, focusedIndex, focusRow, noteFocus };
}

function indexOfActive(rows: readonly Row[], active: Place | null): number {
  if (active === null) return 0;
  if (rows[active.index]?.key === active.key) return active.index;
  const found = rows.findIndex((row) => row.key === active.key);
  return found >= 0 ? found : Math.max(0, Math.min(active.index, rows.length - 1));
}
