'use client';

import { Check, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Intent } from '../../lib/plan/intent.ts';
import { aftermath, type NextStep } from '../../lib/run/aftermath.ts';
import { mendedFindings } from '../../lib/run/mended-findings.ts';
import type { Run } from '../../lib/run/run.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { PreventionFacts } from '../findings/prevention-facts.tsx';
import { CommandLine } from '../plan/plan-steps.tsx';
import { HostText } from '../ui/host-text.tsx';

type RunEndProps = { readonly run: Run; readonly onPlan: (intent: Intent) => void };

/** The result of a run that is over, and what to do next. */
export function RunEnd({ run, onPlan }: RunEndProps) {
  const { free, exists, next } = useMemo(() => aftermath(run), [run]);
  return (
    <>
      {free.length > 0 && (
        <section className="plan-part">
          <h3 className="group-title">Free now</h3>
          {free.map((sentence) => (
            <p key={sentence}>
              <HostText text={sentence} />
            </p>
          ))}
        </section>
      )}
      <NextSteps title="What is there now" steps={exists} onPlan={onPlan} />
      <NextSteps title="Next" steps={next} onPlan={onPlan} />
    </>
  );
}

type NextStepsProps = {
  readonly title: string;
  readonly steps: readonly NextStep[];
  readonly onPlan: (intent: Intent) => void;
};

function NextSteps({ title, steps, onPlan }: NextStepsProps) {
  if (steps.length === 0) return null;
  return (
    <section className="plan-part">
      <h3 className="group-title">{title}</h3>
      {steps.map((step) => (
        <Next key={`${step.kind} ${step.sentence}`} step={step} onPlan={onPlan} />
      ))}
    </section>
  );
}

type NextProps = { readonly step: NextStep; readonly onPlan: (intent: Intent) => void };

function Next({ step, onPlan }: NextProps) {
  return (
    <div className="run-next">
      <p>
        <HostText text={step.sentence} />
      </p>
      {step.kind === 'command' && <CommandLine argv={step.argv} what="command" />}
      {step.kind === 'plan' && (
        <button type="button" className="push-button" onClick={() => onPlan(step.intent)}>
          <HostText text={step.label} />
        </button>
      )}
    </div>
  );
}

/** What was asked for, and whether that was verified on the host. */
export function RunGoal({ run }: { readonly run: Run }) {
  const { goal, state } = run;
  if (state === 'running' || state === 'declined') return null;
  if (goal === null) {
    return (
      <section className="plan-part">
        <h3 className="group-title">Asked for</h3>
        <p className="soft">The result could not be verified on the host.</p>
      </section>
    );
  }
  if (goal.length === 0) return null;
  return (
    <section className="plan-part">
      <h3 className="group-title">Asked for</h3>
      <ul className="run-goal">
        {goal.map(({ words, isTrue }) => (
          <li key={words} data-true={isTrue}>
            {isTrue ? <Check size={14} aria-hidden /> : <X size={14} aria-hidden />}
            <span>
              <span className="quiet">{isTrue ? 'Verified: ' : 'Not true: '}</span>
              <HostText text={words} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type RunPreventionProps = {
  readonly run: Run;
  /** The host's as it is now. */
  readonly stack: Stack;
};

/** How to keep what the run fixed from coming back, as the finding said it that led to the run. */
export function RunPrevention({ run, stack }: RunPreventionProps) {
  // Once, since it looks through the whole host, and what was fixed does not change any more.
  const [seen] = useState(stack);
  const resolved = useMemo(() => mendedFindings(run, seen), [run, seen]);
  const prevention = resolved.find((finding) => finding.prevention !== null)?.prevention;
  if (!prevention) return null;
  return (
    <section className="plan-part">
      <h3 className="group-title">Keep it from coming back</h3>
      <PreventionFacts prevention={prevention} />
    </section>
  );
}
