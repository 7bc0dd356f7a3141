'use client';

import type { Intent } from '../../lib/plan/intent.ts';
import type { Run } from '../../lib/run/run.ts';
import { summaryOf } from '../../lib/run/run-of-events.ts';
import { RUN_WORDS, stepsWords, whoWords } from '../../lib/run/words.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { utcText } from '../../lib/text/time-text.ts';
import type { Direction } from '../../lib/tree/unfold.ts';
import { BeforeAndAfter } from '../plan/before-and-after.tsx';
import { Note } from '../plan/plan-notes.tsx';
import type { Me } from '../plan/why-not-run.ts';
import { DialogHead } from '../ui/dialog-frame.tsx';
import { HostText } from '../ui/host-text.tsx';
import { RunEnd, RunGoal, RunPrevention } from './run-end.tsx';
import { RunFoot } from './run-foot.tsx';
import { RunSteps } from './run-steps.tsx';
import { spokenState } from './run-words.ts';
import { type FollowedRun, useRun } from './use-runs.ts';

type RunReportProps = {
  /** The host's as it is now. */
  readonly stack: Stack;
  readonly hostId: string;
  readonly runId: string;
  readonly direction: Direction;
  readonly me: Me | null;
  readonly onPlan: (intent: Intent) => void;
  readonly onClose: () => void;
};

/** One run: live while it is under way, and as the journal has it ever after. */
export function RunReport({ stack, hostId, runId, direction, me, onPlan, onClose }: RunReportProps) {
  const { run, error, isUnknown } = useRun(hostId, runId);
  return (
    <>
      <DialogHead title={run?.plan.title ?? `Run ${runId}`} what="run">
        {run ? <Particulars run={run} /> : isUnknown ? 'Not in the journal of this host' : 'Asking for it …'}
      </DialogHead>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="dialog-body" tabIndex={0} aria-label="Run" data-run-state={run?.state}>
        <p className="sr-only" role="status">
          {run && spokenState(run)}
        </p>
        <Trouble run={run} error={error} isUnknown={isUnknown} />
        {run && (
          <>
            <Headline run={run} />
            <RunSteps run={run} />
            <RunEnd run={run} onPlan={onPlan} />
            <Pictures run={run} direction={direction} />
            <RunGoal run={run} />
            <RunPrevention run={run} stack={stack} />
          </>
        )}
      </section>
      <RunFoot hostId={hostId} runId={runId} run={run} me={me} onClose={onClose} />
    </>
  );
}

function Particulars({ run }: { readonly run: Run }) {
  return (
    <>
      On <HostText text={run.host} />, {utcText(run.beganAtMs)}, <HostText text={whoWords(run.who)} /> ·{' '}
      <span className="mono">{run.id}</span>
    </>
  );
}

function Trouble({ run, error, isUnknown }: FollowedRun) {
  if (error === null) return null;
  if (isUnknown) {
    return (
      <Note severity="warning">
        <p>
          <HostText text={`dmscope has no such run: ${error}.`} />
        </p>
      </Note>
    );
  }
  const goesOn = run === null || run.state === 'running';
  return (
    <Note severity="warning" role="alert">
      <p className="plan-cause">
        Connection to dmscope lost, trying again.{goesOn && ' A run continues on the host without this page.'}
      </p>
      {run && <p>What you see is the last that was heard of it.</p>}
    </Note>
  );
}

/** How it stands, in one line. */
function Headline({ run }: { readonly run: Run }) {
  const steps = stepsWords(summaryOf(run));
  return (
    <div className="run-headline" data-state={run.state}>
      <p>
        <strong>{RUN_WORDS[run.state]}</strong>
        {run.state === 'declined' ? '' : run.state === 'running' ? `: ${steps} so far` : `: ${steps}`}
      </p>
      {run.reason !== null && (
        <p className="run-reason">
          <HostText text={run.reason} />
        </p>
      )}
    </div>
  );
}

type PicturesProps = { readonly run: Run; readonly direction: Direction };

function Pictures({ run, direction }: PicturesProps) {
  if (run.before === null || run.after === null) return null;
  return <BeforeAndAfter before={run.before} after={run.after} direction={direction} isDone />;
}
