import type { Finding } from '../../findings/finding.ts';
import { whatHolds } from '../../picture/what-holds.ts';
import { isRunnable, type Plan } from '../../plan/plan.ts';
import type { NextStep } from '../../run/aftermath.ts';
import type { Run, RunState } from '../../run/run.ts';
import { stepStateWords } from '../../run/words.ts';
import { asSentence } from '../../text/as-sentence.ts';
import { printableHostText } from '../../text/host-text.ts';
import { shellCommand } from '../../text/shell-quote.ts';
import type { Block } from '../block.ts';
import type { Report, Subject } from '../report.ts';

/** What is wrong, what it leads to, and what would be or was done: for who reads no further. */
export function summaryBlocks(report: Report): readonly Block[] {
  const { subject, findings, plan, states } = report;
  switch (subject.kind) {
    case 'host':
      return findings.length === 0
        ? [{ kind: 'paragraph', text: 'Nothing was found that does not belong or does not work.' }]
        : [
            {
              kind: 'list',
              items: findings.map(({ severity, title }) => `${SEVERITIES[severity]}: ${title}.`),
            },
          ];
    case 'finding':
      return [...wrong(subject.finding), ...done('What would be done', wouldDo(subject.finding, plan))];
    case 'device': {
      const [state] = states;
      const sentences = state ? whatHolds(state.stack, subject.device.devNo) : [];
      const found = findings.map(({ severity, title }) => `${SEVERITIES[severity]}: ${title}.`);
      return done('What holds it', [...sentences.map(printableHostText), ...found]);
    }
    case 'run':
      return [...findings.slice(0, 1).flatMap(wrong), ...runBlocks(subject)];
    default:
      return subject satisfies never;
  }
}

export const SEVERITIES: Readonly<Record<Finding['severity'], string>> = {
  critical: 'Critical',
  warning: 'Warning',
  notice: 'Notice',
};

function wrong({ title, severity, consequence }: Finding): readonly Block[] {
  return [
    {
      kind: 'facts',
      rows: [
        { name: 'What is wrong', value: `${SEVERITIES[severity]}: ${title}.` },
        { name: 'What it leads to', value: consequence },
      ],
    },
  ];
}

function wouldDo({ advice, intent }: Finding, plan: Plan | null): readonly string[] {
  if (plan === null || intent === null)
    return advice.length > 0 ? advice : ['dmscope has no plan that would fix it.'];
  const steps = plan.steps.map(({ sentence }) => sentence);
  if (isRunnable(plan)) return [...steps, ...advice];
  const causes = plan.refusals.map(({ cause, wayOut }) => `Not as it is: ${cause} ${wayOut}`);
  return [...causes, ...steps.map((sentence) => `Then: ${sentence}`), ...advice];
}

const RUN_STATES: Readonly<Record<RunState, string>> = {
  running: 'It is under way.',
  done: 'It is done: the result is verified on the host.',
  unverified: 'Every command succeeded; not all of the result could be verified on the host.',
  stopped: 'It stopped before it was complete.',
  interrupted: 'dmscope ended in the middle of it.',
  declined: 'Nothing was done.',
};

function runBlocks({ run, aftermath }: Extract<Subject, { kind: 'run' }>): readonly Block[] {
  const reason = run.reason === null ? '' : ` ${printableHostText(run.reason)}`;
  const steps = run.plan.steps.map(({ sentence }, at) => {
    const step = run.steps[at];
    return step ? `${sentence} ${asSentence(stepStateWords(step))}` : sentence;
  });
  return [
    { kind: 'paragraph', text: `${RUN_STATES[run.state]}${reason}` },
    ...done('What was done', steps),
    ...done('Result', [...goalWords(run), ...aftermath.free, ...aftermath.exists.flatMap(nextWords)]),
    ...done('What may come next', aftermath.next.flatMap(nextWords)),
  ];
}

function goalWords({ goal }: Run): readonly string[] {
  return (goal ?? []).map(({ words, isTrue }) => `${isTrue ? 'Verified' : 'Not true'}: ${words}.`);
}

/** What the page would plan next is not offered where nobody can press it. */
function nextWords(step: NextStep): readonly string[] {
  if (step.kind === 'command') return [`${step.sentence} ${shellCommand(step.argv)}`];
  return step.kind === 'plan' && step.intent.kind === 'free-and-lvremove' ? [] : [step.sentence];
}

function done(heading: string, items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: 'section', heading, blocks: [{ kind: 'list', items }] }];
}
