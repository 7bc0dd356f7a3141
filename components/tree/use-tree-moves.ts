'use client';

import type { KeyboardEvent, SyntheticEvent } from 'react';
import { findByPrefix, moveByKey, type TreeMove } from '../../lib/tree/navigate.ts';
import type { Row } from '../../lib/tree/rows.ts';
import { useTypeAhead } from './use-type-ahead.ts';

export type TreeHandlers = {
  readonly onOpen: (rows: readonly Row[]) => void;
  readonly onClose: (row: Row) => void;
  readonly onSelect: (row: Row) => void;
};

type Options = TreeHandlers & {
  readonly rows: readonly Row[];
  /** The row that keys went to last, drawn or not. */
  readonly activeNow: () => number;
  readonly focusRow: (index: number) => void;
  /** While something is selected, selection goes where the focus goes. */
  readonly hasSelection: boolean;
};

/** What keys and clicks do, for the tree as a whole: one handler each, however many rows there are. */
export function useTreeMoves({
  rows,
  activeNow,
  focusRow,
  hasSelection,
  onOpen,
  onClose,
  onSelect,
}: Options) {
  const typeAhead = useTypeAhead();

  const goTo = (to: number) => {
    focusRow(to);
    const row = rows[to];
    if (hasSelection && row) onSelect(row);
  };
  const obey = (move: TreeMove, pressedAtMs: number) => {
    if (move.kind === 'focus') goTo(move.to);
    else if (move.kind === 'open') onOpen(move.rows);
    else if (move.kind === 'close') onClose(move.row);
    else if (move.kind === 'select') onSelect(move.row);
    else goTo(findByPrefix(rows, activeNow(), typeAhead.add(move.letter, pressedAtMs)) ?? activeNow());
  };

  const onKeyDown = (event: KeyboardEvent, pageRows: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === '/' || event.key === '?') return;
    // Keys of the page, unless they go on with a name; a name is begun with a capital then.
    if ((event.key === 'f' || event.key === 'd') && !typeAhead.isUnderWay(event.timeStamp)) return;
    const move = moveByKey(rows, activeNow(), { key: event.key, pageRows });
    if (!move) return;
    event.preventDefault();
    obey(move, event.timeStamp);
  };

  const onClick = (event: SyntheticEvent) => {
    const at = rowIndexOf(event.target);
    const row = rows[at];
    if (!row) return;
    focusRow(at);
    const isToggle = event.target instanceof Element && event.target.closest('[data-toggle]') !== null;
    if (!isToggle) onSelect(row);
    else if (row.isOpen) onClose(row);
    else onOpen([row]);
  };

  return { onKeyDown, onClick };
}

/** Index of the row that an element is in; -1 for none. */
export function rowIndexOf(target: EventTarget): number {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return Number(row?.dataset.index ?? -1);
}
