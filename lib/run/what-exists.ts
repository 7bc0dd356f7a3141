import type { Step } from '../plan/plan.ts';
import { called } from '../plan/plan-device.ts';
import { deviceOf } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import type { NextStep } from './aftermath.ts';
import { checkOfStep } from './check-of-step.ts';
import type { Run, StepRun } from './run.ts';
import { isDoubtful, isUntouched } from './step-outcome.ts';
import { thinIdNow } from './thin-id-now.ts';

/**
 * What a run that did not come to its end left on the host: what exists now that did not before, what no longer does, and what may have
 * changed. By what was seen on the host afterwards; where nobody looked, how to.
 */
export function whatExists(run: Run): readonly NextStep[] {
  return run.plan.steps.flatMap((step, at): readonly NextStep[] => {
    const made = run.steps[at];
    if (!made?.command) return [];
    const facts = POOL_MESSAGES.has(step.kind) ? thinIdNow(run, step, made) : deviceNow(run, step, made);
    return [...facts, ...stillSuspended(run, step)];
  });
}

const POOL_MESSAGES: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  'create-thin-snapshot',
  'delete-thin',
]);

function deviceNow(run: Run, step: Step, made: StepRun): readonly NextStep[] {
  if (!isDoubtful(made)) return [];
  const name = called(step.device);
  if (run.after === null) {
    const sentence = `What became of ${name} could not be verified. To check it:`;
    return [{ kind: 'command', sentence, argv: checkOfStep(step) }];
  }
  const mapped = step.after.find(({ claim }) => claim === 'is-made')?.device;
  if (mapped) return mappingNow(deviceOf(run.after, mapped.identity), mapped.name);
  const was = run.before && deviceOf(run.before, step.device.identity);
  const is = deviceOf(run.after, step.device.identity);
  if (isUntouched(was, is)) return [note(`${name} is as it was before.`)];
  return changes(was, is, step).map(note);
}

function mappingNow(device: Device | null, name: string): readonly NextStep[] {
  const shown = printableHostText(name);
  if (device === null) return [note(`There is no mapping ${shown}.`)];
  const sentence = `The mapping ${called(device)} exists now. To remove it:`;
  return [{ kind: 'command', sentence, argv: ['dmscope', 'clean', 'remove', device.devNo] }];
}

function changes(was: Device | null, is: Device | null, { device }: Step): readonly string[] {
  const name = called(device);
  const file =
    device.binding === null ? [] : [`${printableHostText(device.binding)} is no longer bound to it.`];
  if (is === null) return [`${name} does not exist any more. ${file.join('')}`.trim()];
  const { dm, loop, nbd } = is;
  const isCut = (was?.nbd?.pid ?? null) !== null && (nbd?.pid ?? null) === null;
  return [
    ...(isCut ? [`${name} is disconnected. ${file.join('')}`.trim()] : []),
    ...(was?.loop && !loop ? [`${name} is detached. ${file.join('')}`.trim()] : []),
    ...(loop?.isAutoclear && !was?.loop?.isAutoclear
      ? [`${name} is marked to be detached when its last user closes it (autoclear).`]
      : []),
    ...(dm?.isDeferredRemove && !was?.dm?.isDeferredRemove
      ? [`${name} will be removed when its last user closes it (deferred remove).`]
      : []),
    ...(dm?.hasInactiveTable && !was?.dm?.hasInactiveTable ? [`${name} has an inactive table now.`] : []),
  ];
}

/** It stops whatever uses it. */
function stillSuspended({ before, after }: Run, { device: planned }: Step): readonly NextStep[] {
  const device = after && deviceOf(after, planned.identity);
  const wasSuspended = before ? deviceOf(before, planned.identity)?.dm?.isSuspended : null;
  if (!device?.dm?.isSuspended || wasSuspended !== false) return [];
  return [
    {
      kind: 'plan',
      sentence: `${called(planned)} is suspended: all I/O to it waits. To resume it: dmscope clean resume ${device.devNo}`,
      label: `Resume ${printableHostText(device.name)}…`,
      intent: { kind: 'resume', device: { identity: device.identity } },
    },
  ];
}

function note(sentence: string): NextStep {
  return { kind: 'note', sentence };
}
