'use client';

import { useRef } from 'react';

const PAUSE_MS = 700;

export type TypeAhead = {
  /** Adds a letter; gives the word so far. */
  readonly add: (letter: string, pressedAtMs: number) => string;
  /** Whether a letter pressed then goes on with a word. */
  readonly isUnderWay: (pressedAtMs: number) => boolean;
};

/**
 * Collects letters typed in quick succession; a pause begins a new word. Times are those at which the keys were pressed
 * (`event.timeStamp`), so that a page that is slow to draw does not cut a word in two.
 */
export function useTypeAhead(): TypeAhead {
  const typed = useRef({ text: '', atMs: Number.NEGATIVE_INFINITY });
  const isUnderWay = (pressedAtMs: number) => pressedAtMs - typed.current.atMs < PAUSE_MS;
  const add = (letter: string, pressedAtMs: number) => {
    const text = isUnderWay(pressedAtMs) ? typed.current.text + letter : letter;
    typed.current = { text, atMs: pressedAtMs };
    return text;
  };
  return { add, isUnderWay };
}
