import { CircleAlert, OctagonAlert } from 'lucide-react';
import { checkWords } from '../../lib/plan/check.ts';
import { type Check, isRunnable, type Plan, type Step } from '../../lib/plan/plan.ts';
import { shellCommand } from '../../lib/text/shell-quote.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { HostText } from '../ui/host-text.tsx';

/** What speaks against a plan, what to know, its steps, and when it is done. */
export function PlanBody({ plan }: { readonly plan: Plan }) {
  const { refusals, warnings, steps, goal } = plan;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="plan-body" tabIndex={0} aria-label="Plan">
      {refusals.map(({ cause, wayOut }) => (
        <div key={`${cause} ${wayOut}`} className="plan-note" data-severity="critical">
          <OctagonAlert size={16} aria-hidden />
          <div>
            <p className="plan-cause">
              <HostText text={cause} />
            </p>
            <p>
              <HostText text={wayOut} />
            </p>
          </div>
        </div>
      ))}
      {warnings.map(({ sentence }) => (
        <div key={sentence} className="plan-note" data-severity="warning">
          <CircleAlert size={16} aria-hidden />
          <p>
            <HostText text={sentence} />
          </p>
        </div>
      ))}
      {!isRunnable(plan) && steps.length > 0 && (
        <p className="plan-would soft">These would be its steps, once that is out of the way.</p>
      )}
      <ol className="plan-steps">
        {steps.map((step, at) => (
          <PlanStep key={`${step.kind} ${step.device.identity}`} step={step} number={at + 1} />
        ))}
      </ol>
      {goal.length > 0 && (
        <div className="plan-goal">
          <h3 className="group-title">Done when</h3>
          {goal.map((check) => (
            <p key={checkWords(check)}>
              <HostText text={checkWords(check)} />
            </p>
          ))}
        </div>
      )}
    </section>
  );
}

function PlanStep({ step, number }: { readonly step: Step; readonly number: number }) {
  const command = shellCommand(step.argv);
  return (
    <li className="plan-step">
      <span className="plan-number quiet" aria-hidden>
        {number}
      </span>
      <p className="plan-sentence">
        <HostText text={step.sentence} />
      </p>
      <CheckLine when="Before" step={step} checks={step.before} />
      <div className="plan-command">
        <code className="mono">
          <HostText text={command} />
        </code>
        <CopyButton text={command} what={`command ${number}`} />
      </div>
      <CheckLine when="After" step={step} checks={step.after} />
    </li>
  );
}

type CheckLineProps = {
  readonly when: 'Before' | 'After';
  readonly step: Step;
  readonly checks: readonly Check[];
};

function CheckLine({ when, step, checks }: CheckLineProps) {
  if (checks.length === 0) return null;
  const words = (check: Check) =>
    checkWords(check, check.device.devNo === step.device.devNo ? 'it' : undefined);
  return (
    <p className="plan-check soft">
      <span className="quiet">{when}</span>
      <span>
        <HostText text={checks.map(words).join('; ')} />
      </span>
    </p>
  );
}
