'use client';

import { History } from 'lucide-react';
import type { Host } from '../../lib/stack/stack.ts';
import { ageText, utcText } from '../../lib/text/time-text.ts';
import { HostText } from '../ui/host-text.tsx';
import { useNow } from '../ui/use-now.ts';

type MomentBandProps = {
  readonly host: Host | null;
  readonly at: string;
  readonly onNow: () => void;
};

/** What is shown is not how the host is, loudly, and the way to how it is. */
export function MomentBand({ host, at, onNow }: MomentBandProps) {
  const now = useNow(10_000);
  const atMs = Date.parse(at);
  return (
    <p className="band" data-kind="recording">
      <History size={16} aria-hidden />
      <span>
        <strong>
          {host && <HostText text={host.name} />} as it was at {utcText(atMs)}
          {now !== null && `, ${ageText(now - atMs)} ago`}
        </strong>
        <span className="band-reason">A kept moment: it does not change, and nothing is run from here.</span>
        <button type="button" className="band-link" onClick={onNow}>
          Show now
        </button>
      </span>
    </p>
  );
}
