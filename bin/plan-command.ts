import type { Intent, IntentKind } from '../lib/plan/intent.ts';
import { encodeHostText, printableHostText } from '../lib/text/host-text.ts';
import { complain, ExitStatus } from './exit-status.ts';
import { openStack, type StackSource } from './open-stack.ts';
import { writeOut } from './write-out.ts';

export type PlanCommand = StackSource & {
  readonly intent: string;
  readonly device: string;
  readonly deferred?: true;
  readonly json?: true;
};

/** What `dmscope plan` takes; removing a snapshot for good is asked for where it can be confirmed. */
type PlannedKind = Exclude<IntentKind, 'free-and-lvremove'>;

/** `dmscope plan`: exit status 0 runnable, 1 refused, 2 asked wrongly or no stack to be had. */
export async function runPlan(command: PlanCommand): Promise<number> {
  const { intent: kind } = command;
  if (!isPlanned(kind))
    return failed(`plan free, remove, resume or clear DEVICE, not ${printableHostText(kind)}`);
  if (command.deferred && kind !== 'free' && kind !== 'remove')
    return failed(`--deferred goes with free and remove`);
  const opened = await openStack(command, 'once');
  if (!opened.ok) return failed(opened.reason);
  const { findOneDevice } = await import('./find-one-device.ts');
  const found = findOneDevice(opened.value, command.device);
  if (!found.ok) return failed(found.reason);
  const { planFor } = await import('../lib/plan/plan-for.ts');
  const { isRunnable } = await import('../lib/plan/plan.ts');
  const { renderPlan } = await import('../lib/plan/render-text.ts');
  const plan = planFor(intentOf(kind, found.value.identity, command.deferred === true), opened.value);
  await writeOut([command.json ? `${JSON.stringify(plan, null, 2)}\n` : encodeHostText(renderPlan(plan))]);
  return isRunnable(plan) ? ExitStatus.done : ExitStatus.failed;
}

function isPlanned(word: string): word is PlannedKind {
  return ['free', 'remove', 'resume', 'clear'].includes(word);
}

function intentOf(kind: PlannedKind, identity: string, isDeferred: boolean): Intent {
  const device = { identity };
  if (kind === 'resume' || kind === 'clear') return { kind, device };
  return isDeferred ? { kind, device, isDeferred } : { kind, device };
}

function failed(reason: string): number {
  complain(reason);
  return ExitStatus.askedWrongly;
}
