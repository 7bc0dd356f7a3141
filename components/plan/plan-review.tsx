'use client';

import { useMemo, useState } from 'react';
import type { Intent } from '../../lib/plan/intent.ts';
import { isRunnable, type Plan } from '../../lib/plan/plan.ts';
import { stackAfter } from '../../lib/plan/stack-after.ts';
import { type LvmSnapshot, lvmSnapshotOf } from '../../lib/plan/steps/remove-snapshot.ts';
import { toBeTyped } from '../../lib/plan/to-be-typed.ts';
import { stackAround } from '../../lib/run/stack-around.ts';
import { deviceOf } from '../../lib/stack/index-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import type { Direction } from '../../lib/tree/unfold.ts';
import { useStartRun } from '../run/use-start-run.ts';
import { DialogHead } from '../ui/dialog-frame.tsx';
import { HostText } from '../ui/host-text.tsx';
import { AnswerNotes } from './answer-notes.tsx';
import { BeforeAndAfter } from './before-and-after.tsx';
import { PlanFoot, RunButton } from './plan-foot.tsx';
import { Refusals, Warnings } from './plan-notes.tsx';
import { PlanOptions, TypedConfirmation } from './plan-options.tsx';
import { PlanGoal, PlanSteps } from './plan-steps.tsx';
import { type Review, useReview } from './use-review.ts';

export type PlanReviewProps = {
  /** As it is now. */
  readonly stack: Stack;
  readonly hostId: string;
  readonly intent: Intent;
  readonly direction: Direction;
  /** In a sentence, why nothing can be run from here; null when it can. */
  readonly whyNot: string | null;
  readonly onIntent: (intent: Intent) => void;
  readonly onRun: (runId: string) => void;
  readonly onClose: () => void;
};

/** What would be done for an intent: to be read and checked, then run, or copied. */
export function PlanReview(props: PlanReviewProps) {
  const { stack, hostId, intent, direction, whyNot, onIntent, onRun, onClose } = props;
  const { typed, setTyped, wanted } = useTyped(intent);
  const review = useReview(wanted, stack);
  const { plan } = review;
  const starting = useStartRun({ hostId, onStarted: onRun, onOther: review.onAnswer });
  const snapshot = useMemo(() => snapshotIn(stack, intent), [stack, intent]);
  const confirmation = useMemo(() => toBeTyped(intent, stack), [intent, stack]);
  const isConfirming = confirmation !== null;
  const refusals = plan.refusals.filter(({ kind }) => !(isConfirming && kind === 'not-confirmed'));
  return (
    <>
      <DialogHead title={plan.title} what="plan">
        On <HostText text={plan.host} />
        {stepCount(plan, refusals.length > 0)}
      </DialogHead>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="dialog-body" tabIndex={0} aria-label="Plan">
        <AnswerNotes review={review} answer={starting.answer} error={starting.error} onRun={onRun} />
        <Refusals refusals={refusals} />
        <Warnings warnings={plan.warnings} />
        {confirmation && <TypedConfirmation confirmation={confirmation} typed={typed} onTyped={setTyped} />}
        <PlanOptions intent={intent} snapshot={snapshot} onIntent={onIntent} />
        {plan.steps.length > 0 && <Pictures plan={plan} stack={stack} direction={direction} />}
        {refusals.length > 0 && plan.steps.length > 0 && (
          <p className="plan-would soft">These would be its steps, once that is out of the way.</p>
        )}
        <PlanSteps steps={plan.steps} />
        <PlanGoal goal={plan.goal} />
      </section>
      <PlanFoot plan={plan} whyNot={whyNotNow(review, whyNot, refusals.length > 0)} onClose={onClose}>
        {refusals.length === 0 && (
          <RunButton
            plan={plan}
            isStarting={starting.isPending}
            isDisabled={whyNotNow(review, whyNot, false) !== null}
            onClick={() => starting.start(plan.intent, plan.fingerprint)}
          />
        )}
      </PlanFoot>
    </>
  );
}

/** What is typed to confirm belongs to one device and one opening of the dialog. */
function useTyped(intent: Intent) {
  const key = `${intent.kind} ${intent.device.identity}`;
  const [state, setState] = useState({ key, typed: '' });
  const typed = state.key === key ? state.typed : '';
  const wanted = useMemo(() => ('typed' in intent ? { ...intent, typed } : intent), [intent, typed]);
  return { typed, wanted, setTyped: (next: string) => setState({ key, typed: next }) };
}

function snapshotIn(stack: Stack, { device }: Intent): LvmSnapshot | null {
  const target = deviceOf(stack, device.identity);
  return target ? lvmSnapshotOf(target) : null;
}

function stepCount({ steps }: Plan, isRefused: boolean): string {
  const count = steps.length === 0 ? '' : `, ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`;
  return isRefused ? `${count}, refused as it stands` : count;
}

/** What is wrong with the plan comes before who looks at it; `whyNot`: why nothing at all can be run from here. */
function whyNotNow({ plan, isUnread }: Review, whyNot: string | null, isRefused: boolean): string | null {
  if (isRefused) return 'It is refused as it stands: the reasons are above.';
  if (plan.steps.length === 0) return 'There is nothing to do.';
  if (whyNot !== null) return whyNot;
  if (!isRunnable(plan))
    return plan.intent.kind === 'thin-delete'
      ? 'Its ID has to be typed first.'
      : 'Its name has to be typed first.';
  return isUnread ? 'The stack has changed: read the plan again first.' : null;
}

type PicturesProps = Pick<PlanReviewProps, 'stack' | 'direction'> & { readonly plan: Plan };

function Pictures({ plan, stack, direction }: PicturesProps) {
  const { before, after } = useMemo(() => {
    const before = stackAround(plan, stack);
    return { before, after: stackAround(plan, stackAfter(plan, stack), before) };
  }, [plan, stack]);
  return <BeforeAndAfter before={before} after={after} direction={direction} isDone={false} />;
}
