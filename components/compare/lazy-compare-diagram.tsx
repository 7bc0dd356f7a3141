'use client';

import dynamic from 'next/dynamic';

/** Most comparisons are read in the tree: what draws them comes when it is asked for. */
export const CompareDiagram = dynamic(
  () => import('./compare-diagram.tsx').then((found) => found.CompareDiagram),
  { ssr: false, loading: () => <section className="picture-region" role="status" aria-label="Drawing" /> },
);
