'use client';

import { History } from 'lucide-react';
import type { Change } from '../../lib/stack/change-log.ts';
import { ageText } from '../../lib/text/time-text.ts';
import { HostText } from '../ui/host-text.tsx';
import { Panel } from '../ui/panel.tsx';
import { useNow } from '../ui/use-now.ts';

type ChangesPanelProps = {
  readonly changes: readonly Change[];
  /** How many of them came since the list was last open. */
  readonly newCount: number;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onSelect: (change: Change) => void;
};

/** More than these nobody reads on a page. */
const SHOWN = 200;

/** What has changed while the page was open, newest first. */
export function ChangesPanel({ changes, newCount, isOpen, onOpenChange, onSelect }: ChangesPanelProps) {
  const now = useNow(1000);
  const label = newCount === 0 ? 'No new changes' : `${newCount} ${newCount === 1 ? 'change' : 'changes'}`;
  return (
    <Panel
      title="Changes"
      intro={
        changes.length === 0
          ? 'Nothing has changed since this page was opened.'
          : 'Since this page was opened, newest first.'
      }
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger={
        <>
          <History size={14} aria-hidden />
          <span className={newCount === 0 ? 'quiet' : undefined}>{label}</span>
        </>
      }
    >
      <ul className="panel-list">
        {changes.slice(0, SHOWN).map((change) => (
          <li key={change.id}>
            <button
              type="button"
              className="change"
              onClick={() => onSelect(change)}
              disabled={change.isGone}
            >
              <span className="change-name mono">
                <HostText text={change.name} />
              </span>
              <span className="soft">
                <HostText text={change.words.join(', ')} />
              </span>
              <span className="change-age quiet">
                {now === null ? '' : `${ageText(now - change.atMs)} ago`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && <p className="panel-more quiet">{changes.length - SHOWN} are older.</p>}
    </Panel>
  );
}
