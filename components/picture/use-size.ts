'use client';

import { useCallback, useState } from 'react';
import type { Size } from './camera.ts';

/** How large an element is, in whole pixels; null until it is there. */
export function useSize() {
  const [size, setSize] = useState<Size | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const [width, height] = [element.clientWidth, element.clientHeight];
      // Nothing is laid out anew for an element that is hidden.
      if (width === 0 || height === 0) return;
      setSize((last) => (last?.width === width && last.height === height ? last : { width, height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { size, ref };
}
