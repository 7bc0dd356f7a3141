'use client';

import { Link2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { HostText } from '../ui/host-text.tsx';
import { type CopiedLink, useLink } from './use-link.ts';

/** One click copies a link to the view; what it will show hangs below the button. */
export function LinkButton() {
  const maker = useLink();
  const [isOpen, setOpen] = useState(false);
  if (maker === null) return null;
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        if (open) maker.copy();
      }}
    >
      <Popover.Trigger
        className="icon-button"
        aria-label="Copy link"
        title="Copy a link to this view and moment"
      >
        <Link2 size={16} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="panel link-panel"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Link to this view"
        >
          <LinkFacts link={maker.link} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function LinkFacts({ link }: { readonly link: CopiedLink | null }) {
  return (
    <>
      <p className="panel-title" role="status">
        {link === null ? 'Making the link …' : link.isCopied ? 'Link copied' : 'Copy this link'}
      </p>
      {link && (
        <>
          <p className="link-words" data-lacking={link.isLacking || undefined}>
            <HostText text={link.words} />
          </p>
          <input
            className="text-field mono"
            aria-label="Link"
            readOnly
            value={link.href}
            onFocus={({ target }) => target.select()}
          />
        </>
      )}
    </>
  );
}
