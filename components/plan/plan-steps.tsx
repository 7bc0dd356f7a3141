import { checkWords } from '../../lib/plan/check.ts';
import type { Check, Plan, Step } from '../../lib/plan/plan.ts';
import { stepNotes } from '../../lib/plan/step-notes.ts';
import { shellCommand } from '../../lib/text/shell-quote.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { HostText } from '../ui/host-text.tsx';

/** What would be done, in its order: sentence, checks and the exact command. */
export function PlanSteps({ steps }: Pick<Plan, 'steps'>) {
  return (
    <ol className="plan-steps" aria-label="Steps">
      {steps.map((step, at) => (
        <PlanStep key={`${step.kind} ${step.device.identity}`} step={step} number={at + 1} />
      ))}
    </ol>
  );
}

function PlanStep({ step, number }: { readonly step: Step; readonly number: number }) {
  return (
    <li className="plan-step">
      <span className="plan-number quiet" aria-hidden>
        {number}
      </span>
      <p className="plan-sentence">
        <HostText text={step.sentence} />
      </p>
      <CheckLine when="Before" step={step} checks={step.before} />
      <CommandLine argv={step.argv} what={`command ${number}`} />
      <CheckLine when="After" step={step} checks={step.after} />
      {stepNotes(step).map((note) => (
        <p key={note} className="plan-check soft">
          <span />
          <HostText text={note} />
        </p>
      ))}
    </li>
  );
}

/** A command as a shell takes it, to be copied. */
export function CommandLine({ argv, what }: { readonly argv: readonly string[]; readonly what: string }) {
  const command = shellCommand(argv);
  return (
    <div className="plan-command">
      <code className="mono">
        <HostText text={command} />
      </code>
      <CopyButton text={command} what={what} />
    </div>
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

export function PlanGoal({ goal }: Pick<Plan, 'goal'>) {
  if (goal.length === 0) return null;
  return (
    <section className="plan-part">
      <h3 className="group-title">Done when</h3>
      {goal.map((check) => (
        <p key={checkWords(check)}>
          <HostText text={checkWords(check)} />
        </p>
      ))}
    </section>
  );
}
