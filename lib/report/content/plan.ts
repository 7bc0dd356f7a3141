import { checkWords } from '../../plan/check.ts';
import { type Check, isRunnable, type Plan, type Step } from '../../plan/plan.ts';
import { shellCommand } from '../../text/shell-quote.ts';
import type { Block } from '../block.ts';

/** The steps with their exact commands, what is looked at before and after each, and what speaks against it. */
export function planBlocks(plan: Plan): readonly Block[] {
  const { refusals, warnings, steps, goal } = plan;
  return [
    { kind: 'paragraph', text: `${plan.title}.` },
    ...listed(
      isRunnable(plan) ? '' : 'Refused as it is: this plan is not run.',
      refusals.map(({ cause, wayOut }) => `${cause} ${wayOut}`),
    ),
    ...listed(
      '',
      warnings.map(({ sentence }) => sentence),
    ),
    { kind: 'steps', steps: steps.map((step) => ({ text: step.sentence, blocks: stepBlocks(step) })) },
    ...listed(
      'Done when:',
      goal.map((check) => `${checkWords(check)}.`),
    ),
  ];
}

function listed(lead: string, items: readonly string[]): readonly Block[] {
  if (items.length === 0) return [];
  const list: Block = { kind: 'list', items };
  return lead === '' ? [list] : [{ kind: 'paragraph', text: lead }, list];
}

function stepBlocks({ argv, before, after, device }: Step): readonly Block[] {
  const words = (check: Check) => checkWords(check, check.device.devNo === device.devNo ? 'it' : undefined);
  return [
    { kind: 'code', label: 'Command', lines: [shellCommand(argv)], isShown: false },
    {
      kind: 'paragraph',
      text: `Before: ${before.map(words).join('; ')}. After: ${after.map(words).join('; ')}.`,
    },
  ];
}
