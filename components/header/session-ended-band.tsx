'use client';

import { LogIn } from 'lucide-react';
import type { MouseEvent } from 'react';

/** Instead of trying again for ever: why nothing new comes, and the way back to this very view. */
export function SessionEndedBand() {
  return (
    <p className="band" data-kind="lost" role="alert">
      <LogIn size={16} aria-hidden />
      <span>
        <strong>Your session has ended: what you see no longer changes</strong>
        <a className="band-link" href="/sign-in" onClick={leadBackHere}>
          Sign in again
        </a>
      </span>
    </p>
  );
}

/** The view is in the URL, and may have changed since the link was drawn. */
function leadBackHere({ currentTarget }: MouseEvent<HTMLAnchorElement>): void {
  const next = `${location.pathname}${location.search}`;
  currentTarget.href = `/sign-in?${new URLSearchParams({ next })}`;
}
