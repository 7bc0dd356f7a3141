'use client';

import { useEffect, useState } from 'react';

/** The browser's clock, ms since 1970, moving every `everyMs`; null before the page is live, since the server's differs. */
export function useNow(everyMs: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
