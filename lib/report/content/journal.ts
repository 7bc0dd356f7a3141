import { renderEnd } from '../../run/render-text.ts';
import type { CommandRun, Run, StepRun } from '../../run/run.ts';
import { commandEnd, stepStateWords } from '../../run/words.ts';
import { asSentence } from '../../text/as-sentence.ts';
import { printableHostText } from '../../text/host-text.ts';
import { shellCommand } from '../../text/shell-quote.ts';
import type { Block } from '../block.ts';

/** Every step that was gone through, its command, and what that printed. */
export function journalBlocks(run: Run): readonly Block[] {
  const steps = run.plan.steps.map(({ sentence }, at) => {
    const step = run.steps[at];
    return { text: sentence, blocks: step ? stepBlocks(step) : [] };
  });
  const [first = '', ...rest] = renderEnd(run).split('\n');
  const items = rest.map((line) => printableHostText(line.replace(/^- /, '')));
  return [
    ...(steps.length > 0 ? [{ kind: 'steps', steps } as const] : []),
    { kind: 'paragraph', text: printableHostText(first) },
    ...(items.length > 0 ? [{ kind: 'list', items } as const] : []),
  ];
}

function stepBlocks(step: StepRun): readonly Block[] {
  return [
    ...(step.command ? commandBlocks(step.command) : []),
    { kind: 'paragraph', text: asSentence(stepStateWords(step)) },
  ];
}

function commandBlocks(command: CommandRun): readonly Block[] {
  return [
    {
      kind: 'code',
      label: `Command, ${commandEnd(command)}`,
      lines: [shellCommand(command.argv), ...linesOf(command.stdout), ...linesOf(command.stderr)],
      isShown: true,
    },
  ];
}

function linesOf(text: string): readonly string[] {
  const trimmed = text.trimEnd();
  return trimmed === '' ? [] : trimmed.split('\n').map((line) => `| ${printableHostText(line)}`);
}
