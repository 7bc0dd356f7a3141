import { printableHostText } from '../text/host-text.ts';
import { shellCommand } from '../text/shell-quote.ts';
import { checkWords } from './check.ts';
import { type Check, isRunnable, type Plan, type Step } from './plan.ts';
import { stepNotes } from './step-notes.ts';

/**
 * A plan as text that a person can paste into a runbook: numbered sentences, the exact commands, what to check before
 * and after each, and what speaks against it. No line depends on a terminal's width.
 */
export function renderPlan(plan: Plan): string {
  const parts = [
    `${plan.title}.\n${plan.host === '' ? '' : `On ${printableHostText(plan.host)}. `}Plan ${plan.fingerprint.slice(0, 16)}.`,
    refusalText(plan),
    listed(
      'Good to know:',
      plan.warnings.map(({ sentence }) => sentence),
    ),
    ...plan.steps.map(stepText),
    listed(
      'Done when:',
      plan.goal.map((check) => checkWords(check)),
    ),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function refusalText(plan: Plan): string {
  if (isRunnable(plan)) return '';
  const lines = plan.refusals.map(({ cause, wayOut }) => `- ${cause}\n  ${wayOut}`);
  const steps = plan.steps.length > 0 ? ' These would be its steps, once that is out of the way.' : '';
  return `Refused:\n${lines.join('\n')}\n\nThis plan is not run.${steps}`;
}

function stepText(step: Step, at: number): string {
  const { sentence, argv, before, after, device } = step;
  const words = (check: Check) => checkWords(check, check.device.devNo === device.devNo ? 'it' : undefined);
  const check = (when: string, checks: Step['before']) =>
    checks.length === 0 ? [] : [`   ${when}: ${checks.map(words).join('; ')}.`];
  return [
    `${at + 1}. ${sentence}`,
    ...check('Before', before),
    `       ${shellCommand(argv)}`,
    ...check('After', after),
    ...stepNotes(step).map((note) => `   ${note}`),
  ].join('\n');
}

function listed(heading: string, items: readonly string[]): string {
  return items.length === 0 ? '' : [heading, ...items.map((item) => `- ${item}`)].join('\n');
}
