'use client';

import { useMutation } from '@tanstack/react-query';
import { renderRun } from '../../lib/run/render-text.ts';
import type { Run } from '../../lib/run/run.ts';
import type { Me } from '../plan/why-not-run.ts';
import { ReportButton } from '../report/report-button.tsx';
import { useTRPC } from '../trpc.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { HostText } from '../ui/host-text.tsx';

type RunFootProps = {
  readonly hostId: string;
  readonly runId: string;
  readonly run: Run | null;
  readonly me: Me | null;
  readonly onClose: () => void;
};

export function RunFoot({ hostId, runId, run, me, onClose }: RunFootProps) {
  const stop = useMutation(useTRPC().run.stop.mutationOptions({ retry: false }));
  const isRunning = run?.state === 'running';
  const isStopping = stop.isPending || stop.data === true;
  const words = !isRunning
    ? ''
    : stop.error
      ? `Not stopped: ${stop.error.message}.`
      : stop.data === false
        ? 'Not stopped: it belongs to another dmscope process.'
        : isStopping
          ? 'It stops after the step that is under way.'
          : 'It continues when you close this, or leave the page.';
  return (
    <div className="dialog-foot">
      <p className="dialog-why soft" role="status">
        <HostText text={words} />
      </p>
      {isRunning && me?.mayRun && (
        <button
          type="button"
          className="push-button"
          disabled={isStopping}
          onClick={() => stop.mutate({ hostId, runId })}
        >
          Stop after this step
        </button>
      )}
      {run && !isRunning && <ReportButton hostId={hostId} about={{ kind: 'run', run }} />}
      {run && <CopyButton text={renderRun(run)} what="the run as text" label="Copy as text" />}
      <button type="button" className="push-button" onClick={onClose}>
        Close
      </button>
    </div>
  );
}
