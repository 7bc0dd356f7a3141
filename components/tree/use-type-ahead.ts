'use client';

import { useRef } from 'react';

const PAUSE_MS = 700;

export type TypeAhead = {
  /** Adds a letter; gives the word so far. */
  readonly add: (letter: string) => string;
  /** Whether the next letter would go on with a word. */
  readonly isUnderWay: () => boolean;
};

/** Collects letters typed in quick succession; a pause begins a new word. */
export function useTypeAhead(): TypeAhead {
  const typed = useRef({ text: '', atMs: 0 });
  const isUnderWay = () => Date.now() - typed.current.atMs < PAUSE_MS;
  const add = (letter: string) => {
    const text = isUnderWay() ? typed.current.text + letter : letter;
    typed.current = { text, atMs: Date.now() };
    return text;
  };
  return { add, isUnderWay };
}
