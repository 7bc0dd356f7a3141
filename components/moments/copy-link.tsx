'use client';

import { HostText } from '../ui/host-text.tsx';
import { useLink } from './use-link.ts';

/** In a dialog: copies a link to what is behind it. */
export function CopyLink() {
  const maker = useLink();
  if (maker === null) return null;
  const { link, isAsking, copy } = maker;
  return (
    <>
      <p className="copy-link-words" role="status" data-lacking={link?.isLacking || undefined}>
        {link && (
          <HostText text={`${link.isCopied ? 'Link copied.' : `The link: ${link.href}`} ${link.words}`} />
        )}
      </p>
      <button type="button" className="push-button" disabled={isAsking} onClick={copy}>
        Copy link
      </button>
    </>
  );
}
