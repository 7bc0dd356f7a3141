'use client';

import { useEffect, useRef } from 'react';

/** `f` anywhere but in a field or a dialog goes to the next finding. */
export function useFindingKey(goToNext: () => void): void {
  const latest = useRef(goToNext);
  useEffect(() => {
    latest.current = goToNext;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'f' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      const { target } = event;
      if (target instanceof Element && target.closest('input, textarea, [contenteditable], [role="dialog"]'))
        return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
