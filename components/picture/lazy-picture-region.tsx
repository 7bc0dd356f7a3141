'use client';

import dynamic from 'next/dynamic';
import { useEffect } from 'react';

const load = () => import('./picture-region.tsx');

/** Most visits look at the tree alone: what draws pictures comes after it. */
export const PictureRegion = dynamic(() => load().then(({ PictureRegion: Region }) => Region), {
  ssr: false,
  loading: () => <section className="picture-region" role="status" aria-label="Drawing" />,
});

/** Fetches what draws pictures once the page has nothing else to do, so that the first one need not wait for it. */
export function usePictureCode(isAtRest: boolean): void {
  useEffect(() => {
    if (isAtRest) void load();
  }, [isAtRest]);
}
