import type { ReactNode } from 'react';
import type { Plan } from '../../lib/plan/plan.ts';
import { renderPlan } from '../../lib/plan/render-text.ts';
import { runLabel } from '../../lib/plan/run-label.ts';
import { CopyButton } from '../ui/copy-button.tsx';

type PlanFootProps = {
  readonly plan: Plan;
  readonly whyNot: string | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Why it cannot be run, if so, and what can be done with it. */
export function PlanFoot({ plan, whyNot, onClose, children }: PlanFootProps) {
  return (
    <div className="dialog-foot">
      <p className="dialog-why soft" id="why-not-run">
        {whyNot}
      </p>
      <CopyButton text={renderPlan(plan)} what="the plan as text" label="Copy as text" />
      <button type="button" className="push-button" onClick={onClose}>
        Cancel
      </button>
      {children}
    </div>
  );
}

type RunButtonProps = {
  readonly plan: Plan;
  readonly isStarting: boolean;
  readonly isDisabled: boolean;
  readonly onClick: () => void;
};

/** Says what it does. Nothing gives it the focus but the reader. */
export function RunButton({ plan, isStarting, isDisabled, onClick }: RunButtonProps) {
  const label = runLabel(plan);
  if (label === null) return null;
  const canLose = 'typed' in plan.intent || plan.warnings.some(({ kind }) => kind === 'snapshot-lost');
  return (
    <button
      type="button"
      className="push-button run-button"
      data-tone={canLose ? 'danger' : 'main'}
      disabled={isDisabled || isStarting}
      aria-describedby="why-not-run"
      onClick={onClick}
    >
      {isStarting ? 'Looking at the host …' : label}
    </button>
  );
}
