import { canBeDeferred, intentFor, isIntentKind } from '../lib/plan/intent.ts';
import { encodeHostText, printableHostText } from '../lib/text/host-text.ts';
import { ExitStatus, usageError } from './exit-status.ts';
import { openStack, type StackSource } from './open-stack.ts';
import { writeOut } from './write-out.ts';

export type PlanCommand = StackSource & {
  readonly intent: string;
  readonly device: string;
  readonly deferred?: true;
  readonly json?: true;
};

/** `dmscope plan`: exit status 0 runnable, 1 refused, 2 usage error or no host to read. */
export async function runPlan(command: PlanCommand): Promise<number> {
  const { intent: kind } = command;
  // Removing a snapshot for good is asked for where it can be confirmed.
  if (!isIntentKind(kind) || kind === 'free-and-lvremove')
    return usageError(`plan free, remove, resume or clear DEVICE, not ${printableHostText(kind)}`);
  const isDeferred = command.deferred === true;
  if (isDeferred && !canBeDeferred(kind)) return usageError(`--deferred goes with free and remove`);
  const opened = await openStack(command, 'users');
  if (!opened.ok) return usageError(opened.reason);
  const { findOneDevice } = await import('./find-one-device.ts');
  const found = findOneDevice(opened.value, command.device);
  if (!found.ok) return usageError(found.reason);
  const { planFor } = await import('../lib/plan/plan-for.ts');
  const { isRunnable } = await import('../lib/plan/plan.ts');
  const { renderPlan } = await import('../lib/plan/render-text.ts');
  const plan = planFor(intentFor(kind, { identity: found.value.identity }, { isDeferred }), opened.value);
  await writeOut([command.json ? `${JSON.stringify(plan, null, 2)}\n` : encodeHostText(renderPlan(plan))]);
  return isRunnable(plan) ? ExitStatus.done : ExitStatus.failed;
}
