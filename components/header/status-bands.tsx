'use client';

import { CircleAlert, FileClock, Unplug } from 'lucide-react';
import type { Freshness } from '../../lib/stack/followed-stack.ts';
import type { Host } from '../../lib/stack/stack.ts';
import { ageText, utcText } from '../../lib/text/time-text.ts';
import type { Connection } from '../host-stack-store.ts';
import { MomentBand } from '../moments/moment-band.tsx';
import { HostText } from '../ui/host-text.tsx';
import { useNow } from '../ui/use-now.ts';

type StatusBandsProps = {
  readonly host: Host | null;
  readonly freshness: Freshness;
  readonly connection: Connection;
  /** The moment of the host that is shown; null for none. */
  readonly at: string | null;
  readonly onNow: () => void;
};

/** What a reader must know before believing the page: a recording, a host gone silent, a lost connection. */
export function StatusBands({ host, freshness, connection, at, onNow }: StatusBandsProps) {
  return (
    <div role="status">
      {at !== null && <MomentBand host={host} at={at} onNow={onNow} />}
      {at === null && freshness.state === 'recording' && <RecordingBand host={host} freshness={freshness} />}
      {at === null && freshness.state === 'stale' && <StaleBand freshness={freshness} />}
      {connection === 'lost' && <LostBand freshness={freshness} />}
    </div>
  );
}

function RecordingBand({ host, freshness }: { readonly host: Host | null; readonly freshness: Freshness }) {
  const atMs = host?.timeSeconds ? host.timeSeconds * 1000 : freshness.lastSignAtMs;
  return (
    <p className="band" data-kind="recording">
      <FileClock size={16} aria-hidden />
      <span>
        <strong>
          Recording{host?.name && ' of '}
          {host?.name && <HostText text={host.name} />}
          {atMs !== null ? `, ${utcText(atMs)}` : host && ', time unknown'} – not this host
        </strong>
        {freshness.reason && (
          <span className="band-reason">
            <HostText text={freshness.reason} />
          </span>
        )}
      </span>
    </p>
  );
}

function StaleBand({ freshness }: { readonly freshness: Freshness }) {
  const now = useNow(1000);
  const { lastSignAtMs, reason } = freshness;
  return (
    <p className="band" data-kind="stale">
      <CircleAlert size={16} aria-hidden />
      <span>
        <strong>
          Stale: {lastSignAtMs === null ? 'the host has not answered yet' : lastSign(lastSignAtMs, now)}
        </strong>
        {reason && (
          <span className="band-reason">
            <HostText text={reason} />
          </span>
        )}
      </span>
    </p>
  );
}

/** With the time, so that a screenshot still tells it tomorrow. */
function lastSign(atMs: number, now: number | null): string {
  const age = now === null ? '' : `${ageText(now - atMs)} ago, `;
  return `last sign of the host ${age}${utcText(atMs)}`;
}

function LostBand({ freshness }: { readonly freshness: Freshness }) {
  const { lastSignAtMs } = freshness;
  return (
    <p className="band" data-kind="lost">
      <Unplug size={16} aria-hidden />
      <span>
        <strong>Connection to dmscope lost, trying again</strong>
        {lastSignAtMs !== null && (
          <span className="band-reason">What you see is from {utcText(lastSignAtMs)}.</span>
        )}
      </span>
    </p>
  );
}
