'use client';

import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import type { RunSummary } from '../../lib/run/run.ts';
import { RUN_WORDS, stepsWords, whoWords } from '../../lib/run/words.ts';
import { utcText } from '../../lib/text/time-text.ts';
import { HostText } from '../ui/host-text.tsx';
import { Panel } from '../ui/panel.tsx';
import { useRunList } from './use-runs.ts';

type RunsPanelProps = {
  readonly hostId: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onSelect: (runId: string) => void;
};

const PAGE = 50;

/** The journal: what dmscope has done to this host, newest first. */
export function RunsPanel({ hostId, isOpen, onOpenChange, onSelect }: RunsPanelProps) {
  const [before, setBefore] = useState<string | null>(null);
  const { data, error } = useRunList(hostId, before, isOpen);
  const last = data?.at(-1);
  return (
    <Panel
      title="Runs"
      intro={introOf({
        count: data?.length ?? null,
        isFirst: before === null,
        error: error?.message ?? null,
      })}
      isOpen={isOpen}
      onOpenChange={(open) => {
        setBefore(null);
        onOpenChange(open);
      }}
      trigger={
        <>
          <ListChecks size={14} aria-hidden />
          <span className="quiet">Runs</span>
        </>
      }
    >
      <ul className="panel-list">
        {data?.map((run) => (
          <li key={run.id}>
            <RunLine run={run} onSelect={() => onSelect(run.id)} />
          </li>
        ))}
      </ul>
      {(before !== null || data?.length === PAGE) && (
        <p className="panel-more">
          {before !== null && (
            <button type="button" className="link-button" onClick={() => setBefore(null)}>
              Newest
            </button>
          )}
          {last && data?.length === PAGE && (
            <button type="button" className="link-button" onClick={() => setBefore(last.id)}>
              Older
            </button>
          )}
        </p>
      )}
    </Panel>
  );
}

type Intro = { readonly count: number | null; readonly isFirst: boolean; readonly error: string | null };

function introOf({ count, isFirst, error }: Intro): string {
  if (error !== null) return `The runs could not be read: ${error}.`;
  if (count === null) return 'Asking for them …';
  if (count > 0) return 'What dmscope has done to this host, newest first. Each opens with its output.';
  return isFirst
    ? 'dmscope has not run anything on this host yet. A run begins with the plan of a finding or a device.'
    : 'There are no older ones.';
}

function RunLine({ run, onSelect }: { readonly run: RunSummary; readonly onSelect: () => void }) {
  return (
    <button type="button" className="change run-line" onClick={onSelect} data-state={run.state}>
      <span className="change-name">
        <HostText text={run.title} />
      </span>
      <span className="change-age run-outcome">{RUN_WORDS[run.state]}</span>
      <span className="run-line-facts quiet">
        {utcText(run.beganAtMs)} <HostText text={whoWords(run.who)} />
        {run.state === 'declined' ? '' : `, ${stepsWords(run)}`}
      </span>
    </button>
  );
}
