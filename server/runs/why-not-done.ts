/** Why a step is not done, in sentences: what the host does not show, and what its command said. */
import { answerInWords } from '../../lib/plan/answer-in-words.ts';
import type { Step } from '../../lib/plan/plan.ts';
import { holds, whatIsNotSo } from '../../lib/run/in-the-way.ts';
import type { CommandEnd } from '../../lib/run/run-event.ts';
import type { StackIndex } from '../../lib/stack/index-stack.ts';
import type { Surprise } from './conclude-run.ts';

/** What was to be so decides; what the command said is told where it is not. */
export function whyNotDone(index: StackIndex, step: Step, end: CommandEnd | null): Surprise {
  if (holds(index, step.after)) return null;
  return `${howEnded(step, end)} ${whatIsNotSo(index, step.after, 'afterwards')}`;
}

/** Of what nothing else on the host shows. */
export function whyRefused(step: Step, end: CommandEnd | null): Surprise {
  return end?.exitStatus === 0 ? null : (answerInWords(step, end?.stderr ?? '') ?? howEnded(step, end));
}

function howEnded({ argv }: Step, end: CommandEnd | null): string {
  const how = end?.signal ? `was ended by ${end.signal}` : `ended with status ${end?.exitStatus}`;
  const said = lastWords(end?.stderr ?? '');
  return `${argv[0]} ${how}${said === '' ? '' : `: ${said}`}.`;
}

/** What a tool said last of its own accord: dmsetup ends with a line that says nothing. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const last = lines.findLast((line) => line !== '' && line !== 'Command failed.') ?? '';
  return last.replace(/\.$/, '');
}
