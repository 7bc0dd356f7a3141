'use client';

import { useEffect, useState } from 'react';

/**
 * The browser's clock, ms since 1970, in steps of `everyMs` that are the same for everyone who asks, so that two ages of
 * one thing never differ on a page; null before the page is live, since the server's clock is another.
 */
export function useNow(everyMs: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const step = () => {
      const atMs = Date.now();
      setNow(atMs - (atMs % everyMs));
      timer = setTimeout(step, everyMs - (atMs % everyMs));
    };
    step();
    return () => clearTimeout(timer);
  }, [everyMs]);
  return now;
}
