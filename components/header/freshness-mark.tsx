'use client';

import type { Freshness } from '../../lib/stack/followed-stack.ts';
import { ageText } from '../../lib/text/time-text.ts';
import type { Connection } from '../host-stack-store.ts';
import { useNow } from '../ui/use-now.ts';

type FreshnessMarkProps = { readonly freshness: Freshness; readonly connection: Connection };

/** How old what is shown is, in two or three words. What is wrong is said loudly by the status bands. */
export function FreshnessMark({ freshness, connection }: FreshnessMarkProps) {
  const now = useNow(1000);
  const { state, lastSignAtMs } = freshness;
  const isLive = state === 'live' && connection !== 'lost';
  const age = now !== null && lastSignAtMs !== null ? ageText(now - lastSignAtMs) : null;
  if (state === 'recording') return <span className="freshness">recording</span>;
  const word = connection === 'lost' ? 'cut off' : state === 'starting' ? 'connecting' : state;
  return (
    <span className="freshness" data-live={isLive || undefined}>
      <span className="freshness-dot" aria-hidden />
      {word}
      {age !== null && <span className="quiet"> · {age} ago</span>}
    </span>
  );
}
