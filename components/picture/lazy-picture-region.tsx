'use client';

import dynamic from 'next/dynamic';

/** Most visits look at the tree alone: what draws pictures comes when it is asked for. */
export const PictureRegion = dynamic(
  () => import('./picture-region.tsx').then(({ PictureRegion: Region }) => Region),
  { ssr: false, loading: () => <section className="picture-region" role="status" aria-label="Drawing" /> },
);
