'use client';

import { useRef } from 'react';

const PAUSE_MS = 700;

/** Collects letters typed in quick succession; a pause begins a new word. */
export function useTypeAhead(): (letter: string) => string {
  const typed = useRef({ text: '', atMs: 0 });
  return (letter) => {
    const nowMs = Date.now();
    const { text, atMs } = typed.current;
    typed.current = { text: nowMs - atMs < PAUSE_MS ? text + letter : letter, atMs: nowMs };
    return typed.current.text;
  };
}
