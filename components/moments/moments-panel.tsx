'use client';

import { CalendarClock } from 'lucide-react';
import { formatBytes } from '../../lib/text/size.ts';
import { ageText, utcText } from '../../lib/text/time-text.ts';
import { Panel } from '../ui/panel.tsx';
import { useNow } from '../ui/use-now.ts';
import { useShownHost } from './shown-host.tsx';
import { useMoments } from './use-moment.ts';

type MomentsPanelProps = {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** Null for now. */
  readonly onMoment: (at: string | null) => void;
};

/** The moments of the host that are kept, newest first. Without any there is nothing to open. */
export function MomentsPanel({ isOpen, onOpenChange, onMoment }: MomentsPanelProps) {
  const shown = useShownHost();
  const { data } = useMoments(shown?.id ?? '', shown?.isLive === true);
  const now = useNow(1000);
  if (shown === null || data === undefined || data.moments.length === 0) return null;
  const { moments, limits } = data;
  const count = moments.length;
  return (
    <Panel
      title="Kept moments"
      intro={`Who copies a link keeps the host as it is then. The newest ${limits.count} stay, at most ${formatBytes(limits.sizeBytes)}.`}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger={
        <>
          <CalendarClock size={14} aria-hidden />
          <span className={shown.at === null ? 'quiet' : undefined}>
            {count} {count === 1 ? 'moment' : 'moments'}
          </span>
        </>
      }
    >
      <ul className="panel-list">
        {shown.at !== null && (
          <li>
            <button type="button" className="change" onClick={() => onMoment(null)}>
              Now
            </button>
          </li>
        )}
        {moments.map(({ at }) => (
          <li key={at}>
            <button
              type="button"
              className="change"
              aria-current={at === shown.at || undefined}
              onClick={() => onMoment(at)}
            >
              <span className="mono">{utcText(Date.parse(at))}</span>
              <span className="change-age quiet">
                {at === shown.at ? 'shown' : now === null ? '' : `${ageText(now - Date.parse(at))} ago`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
