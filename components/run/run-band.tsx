'use client';

import { LoaderCircle } from 'lucide-react';
import { stepsWords, whoWords } from '../../lib/run/words.ts';
import { HostText } from '../ui/host-text.tsx';
import { useActiveRun } from './use-runs.ts';

type RunBandProps = {
  readonly hostId: string;
  readonly isAsked: boolean;
  readonly onShow: (runId: string) => void;
};

/** That something is being done to this host just now, whoever began it. */
export function RunBand({ hostId, isAsked, onShow }: RunBandProps) {
  const active = useActiveRun(hostId, isAsked);
  return (
    <div role="status">
      {active && (
        <div className="band run-band" data-kind="run">
          <LoaderCircle size={16} className="run-spin" aria-hidden />
          <p>
            <strong>A run is under way</strong>
            <span className="band-reason">
              <HostText text={active.title} />, {stepsWords(active)} done,{' '}
              <HostText text={whoWords(active.who)} />
            </span>
          </p>
          <button type="button" className="push-button" onClick={() => onShow(active.id)}>
            Show the run
          </button>
        </div>
      )}
    </div>
  );
}
