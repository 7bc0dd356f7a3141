'use client';

import type { ReactNode } from 'react';
import type { Heading } from '../../lib/picture/scene/heading.ts';
import { HostText } from '../ui/host-text.tsx';

/** What a picture shows and what it says, in words, and what can be done with it. */
export function PictureHead({
  heading,
  children,
}: {
  readonly heading: Heading;
  readonly children?: ReactNode;
}) {
  return (
    <header className="picture-head">
      <h2 className="picture-title">
        <HostText text={heading.title} />
      </h2>
      {heading.sentences.length > 0 && (
        <p className="picture-words">
          <HostText text={heading.sentences.join(' ')} />
        </p>
      )}
      {children}
    </header>
  );
}
