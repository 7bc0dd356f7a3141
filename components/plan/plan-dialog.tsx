'use client';

import { useMemo } from 'react';
import type { Stack } from '../../lib/stack/stack.ts';
import { RunReport } from '../run/run-report.tsx';
import { useActiveRun } from '../run/use-runs.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import type { SetView, View } from '../view-state.ts';
import { intentOf, intentText } from './intent-text.ts';
import { PlanReview } from './plan-review.tsx';
import { type HostState, whyNotRun } from './why-not-run.ts';

type PlanDialogProps = {
  readonly stack: Stack;
  readonly hostId: string;
  readonly hostState: HostState;
  readonly view: View;
  readonly setView: SetView;
};

/** A plan that is reviewed, or a run that came of one: what the URL names, the run first. */
export function PlanDialog({ stack, hostId, hostState, view, setView }: PlanDialogProps) {
  const intent = useMemo(() => (view.plan === null ? null : intentOf(view.plan)), [view.plan]);
  const active = useActiveRun(hostId, hostState.freshness !== 'recording');
  const close = () => setView({ plan: null, run: null });
  const whyNot = whyNotRun({ ...hostState, isRunUnderWay: active !== null });
  const { run } = view;
  return (
    <DialogFrame isOpen={run !== null || intent !== null} onClose={close}>
      {run !== null ? (
        <RunReport
          key={run}
          stack={stack}
          hostId={hostId}
          runId={run}
          direction={view.order}
          me={hostState.me}
          onPlan={(next) => setView({ plan: intentText(next), run: null })}
          onClose={close}
        />
      ) : (
        intent && (
          <PlanReview
            stack={stack}
            hostId={hostId}
            intent={intent}
            direction={view.order}
            whyNot={whyNot}
            onIntent={(next) => setView({ plan: intentText(next) })}
            onRun={(runId) => setView({ run: runId, plan: null })}
            onClose={close}
          />
        )
      )}
    </DialogFrame>
  );
}
