'use client';

import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useMemo, useRef } from 'react';
import type { Intent } from '../../lib/plan/intent.ts';
import { isRunnable, type Plan } from '../../lib/plan/plan.ts';
import { planFor } from '../../lib/plan/plan-for.ts';
import { renderPlan } from '../../lib/plan/render-text.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { HostText } from '../ui/host-text.tsx';
import { PlanBody } from './plan-body.tsx';

type PlanDialogProps = {
  /** The stack as it is now: the plan is made anew whenever that changes. */
  readonly stack: Stack;
  /** Null while no plan is asked for. */
  readonly intent: Intent | null;
  readonly onClose: () => void;
};

/** What would be done for an intent, to be read, checked and copied. */
export function PlanDialog({ stack, intent, onClose }: PlanDialogProps) {
  /** Radix gives the focus back to a trigger only, and what opens this dialog is in the URL. */
  const cameFrom = useRef<Element | null>(null);
  const takeFocus = (event: Event) => {
    event.preventDefault();
    cameFrom.current = document.activeElement;
    // The dialog as a whole, not the first button in it, so that it is read from its title.
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
  };
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
  };
  const plan = useMemo(() => intent && planFor(intent, stack), [intent, stack]);
  return (
    <Dialog.Root open={plan !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-cover" />
        {plan && (
          <Dialog.Content
            className="dialog plan"
            onOpenAutoFocus={takeFocus}
            onCloseAutoFocus={giveFocusBack}
          >
            <PlanHead plan={plan} />
            <PlanBody plan={plan} />
            <div className="plan-foot">
              <p className="quiet">dmscope does not run this yet: copy the commands.</p>
              <CopyButton text={renderPlan(plan)} what="the plan as text" label="Copy as text" />
            </div>
          </Dialog.Content>
        )}
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PlanHead({ plan }: { readonly plan: Plan }) {
  return (
    <div className="plan-head">
      <div>
        <Dialog.Title className="plan-title">
          <HostText text={plan.title} />
        </Dialog.Title>
        <Dialog.Description className="quiet">
          On <HostText text={plan.host} />
          {stepCount(plan)}
        </Dialog.Description>
      </div>
      <Dialog.Close className="icon-button" aria-label="Close plan" title="Close (Esc)">
        <X size={16} aria-hidden />
      </Dialog.Close>
    </div>
  );
}

function stepCount(plan: Plan): string {
  const count = plan.steps.length;
  const steps = count === 0 ? '' : `, ${count} ${count === 1 ? 'step' : 'steps'}`;
  return isRunnable(plan) ? steps : `${steps}, refused as it stands`;
}
