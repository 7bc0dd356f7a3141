'use client';

import { useEffect, useRef } from 'react';

type Pasted = {
  readonly onText: (text: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
};

/** What is pasted on the page itself, not into a field or a dialog of it. */
export function usePastedText(handlers: Pasted): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const { target, clipboardData } = event;
      if (
        !(target instanceof Element) ||
        target.closest('input, textarea, [contenteditable], [role="dialog"]')
      )
        return;
      const text = clipboardData?.getData('text/plain') ?? '';
      if (clipboardData && clipboardData.files.length > 0) latest.current.onFiles([...clipboardData.files]);
      else if (text.trim() !== '') latest.current.onText(text);
      else return;
      event.preventDefault();
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
}
