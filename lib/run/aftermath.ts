import type { Intent } from '../plan/intent.ts';
import type { PlanDevice } from '../plan/plan.ts';
import { called } from '../plan/plan-device.ts';
import { type LvmSnapshot, lvmSnapshotOf } from '../plan/steps/remove-snapshot.ts';
import { mappedThinOf } from '../plan/thin/mapped-thin.ts';
import type { ThinIntent, ThinIntentOf } from '../plan/thin/thin-intent.ts';
import { deviceOf, holdersOf, indexStack } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import type { Run } from './run.ts';
import { isDoubtful } from './step-outcome.ts';
import { whatExists } from './what-exists.ts';

/**
 * What an operator has from a run that is over, and would do next. It is read from what was seen on the host afterwards,
 * never from what was planned.
 */
export type Aftermath = {
  /** What is free now, in sentences. */
  readonly free: readonly string[];
  /** What a run that did not come to its end left: what exists now, what no longer does, what may have changed. */
  readonly exists: readonly NextStep[];
  readonly next: readonly NextStep[];
};

export type NextStep =
  | { readonly kind: 'note'; readonly sentence: string }
  /** To be copied and run by hand. */
  | { readonly kind: 'command'; readonly sentence: string; readonly argv: readonly string[] }
  /** Another plan, to be reviewed before anything is done. */
  | { readonly kind: 'plan'; readonly sentence: string; readonly label: string; readonly intent: Intent };

export function aftermath(run: Run): Aftermath {
  switch (run.state) {
    case 'running':
      return { free: [], exists: [], next: [] };
    case 'done':
      return { free: freed(run), exists: [], next: [...pending(run), ...nextOfDone(run)] };
    case 'unverified':
      return { free: [], exists: whatExists(run), next: [again(run, UNVERIFIED)] };
    case 'stopped':
    case 'interrupted':
      return { free: [], exists: whatExists(run), next: [...leftRunning(run), again(run, UNDONE)] };
    case 'declined':
      return { free: [], exists: [], next: [again(run, 'Nothing was done.')] };
    default:
      return run.state satisfies never;
  }
}

const UNVERIFIED = 'What was done stays done. A fresh plan is made from the host as it is then.';
const UNDONE = 'What was done stays done: dmscope undoes nothing.';

function again({ intent }: Run, sentence: string): NextStep {
  const label = 'Make a fresh plan';
  // What has to be typed is typed for each run.
  return { kind: 'plan', sentence, label, intent: 'typed' in intent ? { ...intent, typed: '' } : intent };
}

function leftRunning(run: Run): readonly NextStep[] {
  return run.steps.flatMap(({ command, state }, at): readonly NextStep[] => {
    const isOver = command === null || command.durationMs !== null;
    if (isOver || !(state === 'failed' || isDoubtful({ state }))) return [];
    const program = printableHostText(command.argv[0] ?? '');
    const sentence = `It is not known whether the ${program} of step ${at + 1} has ended. It may still run, and still take effect.`;
    return [{ kind: 'note', sentence }];
  });
}

function freed(run: Run): readonly string[] {
  const { target } = run.plan;
  if (target === null) return [];
  const name = called(target);
  switch (run.intent.kind) {
    case 'free':
      return [`${name} has no holders and no users.`, ...unbound(run)];
    case 'remove':
      return [...(targetIn(run, 'after') ? [] : [`${name} is removed.`]), ...unbound(run)];
    case 'free-and-lvremove':
      return [`${name} is removed, and its space is back in its volume group.`];
    case 'resume':
      return [`${name} is resumed: its I/O continues.`];
    case 'clear':
      return [`${name} has its live table only.`];
    case 'thin-snapshot':
    case 'thin-activate':
    case 'thin-delete':
      return thinDone(run.intent, name);
    default:
      return run.intent satisfies never;
  }
}

function thinDone(intent: ThinIntent, name: string): readonly string[] {
  const { thinId } = intent;
  switch (intent.kind) {
    case 'thin-snapshot':
      return [
        intent.originId === undefined
          ? `Thin ID ${thinId} is a snapshot of ${name}, which is resumed.`
          : `Thin ID ${thinId} is a snapshot of thin ID ${intent.originId} of ${name}.`,
      ];
    case 'thin-activate':
      return [`Thin ID ${thinId} of ${name} is active as ${printableHostText(intent.name)}.`];
    case 'thin-delete':
      return [`${name} has no thin ID ${thinId} any more; blocks that no other one shares are free.`];
    default:
      return intent satisfies never;
  }
}

/** Nothing on the host shows a thin ID that is not active. */
function howToActivate(run: Run, { thinId, name, originId }: ThinIntentOf<'thin-snapshot'>): NextStep {
  const origin = targetIn(run, 'after');
  const thin = origin && mappedThinOf(origin);
  const [pool, size] = thin
    ? [thin.pool, `${thin.sizeSectors}s`]
    : [run.plan.target?.devNo ?? 'POOL', 'SIZE'];
  const words = ['thin', 'activate', pool, `${thinId}`, '--name', name, '--size', size];
  const sentence = `The pool has ${originId === undefined ? 'it' : 'the snapshot'}; it is inactive. To use it:`;
  return { kind: 'command', sentence, argv: ['dmscope', ...words] };
}

/** Files that a loop or nbd let go of. */
function unbound({ plan, after }: Run): readonly string[] {
  const left = new Set(after?.devices.map(({ identity }) => identity));
  return plan.steps.flatMap(({ device }) =>
    device.binding === null || left.has(device.identity)
      ? []
      : [`${printableHostText(device.binding)} is no longer bound to ${called(device)}.`],
  );
}

function pending({ after }: Run): readonly NextStep[] {
  return (after?.devices ?? []).flatMap(({ dm, name, devNo }): readonly NextStep[] => {
    if (!dm?.isDeferredRemove) return [];
    return [
      { kind: 'note', sentence: `${called({ name, devNo })} will be removed when its last user closes it.` },
    ];
  });
}

function nextOfDone(run: Run): readonly NextStep[] {
  switch (run.intent.kind) {
    case 'free':
    case 'remove':
      return [...snapshotNext(run), ...leftBehind(run), ...mayReturn(run)];
    case 'resume':
      return stillSuspended(run);
    case 'thin-snapshot':
      return run.intent.isActivated ? [] : [howToActivate(run, run.intent)];
    case 'free-and-lvremove':
    case 'clear':
    case 'thin-activate':
    case 'thin-delete':
      return [];
    default:
      return run.intent satisfies never;
  }
}

/** A classic snapshot is mostly freed to be rid of it. */
function snapshotNext(run: Run): readonly NextStep[] {
  const device = targetIn(run, 'after') ?? targetIn(run, 'before');
  const snapshot: LvmSnapshot | null = device && lvmSnapshotOf(device);
  if (!device || !snapshot) return [];
  const name = printableHostText(snapshot.name);
  const argv = ['lvremove', snapshot.name];
  if (run.intent.kind === 'remove') {
    const sentence = `Only the mapping is removed; LVM still has ${name}. To remove it:`;
    return [{ kind: 'command', sentence, argv }];
  }
  return [
    { kind: 'command', sentence: `Nothing keeps LVM from removing ${name} any more:`, argv },
    {
      kind: 'plan',
      sentence: 'Or have dmscope remove it: its name has to be typed.',
      label: 'Remove the snapshot for good…',
      intent: { kind: 'free-and-lvremove', device: { identity: device.identity }, typed: '' },
    },
  ];
}

/** Mappings that only served what is gone. LVM looks after its own. */
function leftBehind(run: Run): readonly NextStep[] {
  const { after } = run;
  if (after === null) return [];
  const index = indexStack(after);
  return warned(run, 'left-behind').flatMap((planned): readonly NextStep[] => {
    const device = deviceOf(after, planned.identity);
    const isIdle = device?.dm && holdersOf(index, device.devNo).length === 0;
    if (!device || !isIdle || device.dm?.made.kind === 'lvm') return [];
    const intent: Intent = { kind: 'remove', device: { identity: device.identity } };
    const name = printableHostText(device.name);
    return [
      {
        kind: 'plan',
        sentence: `${called(planned)} has no holders now.`,
        label: `Remove ${name}…`,
        intent,
      },
    ];
  });
}

function mayReturn({ plan }: Run): readonly NextStep[] {
  return plan.warnings.flatMap(({ kind, sentence }): readonly NextStep[] =>
    kind === 'may-return' ? [{ kind: 'note', sentence }] : [],
  );
}

function stillSuspended(run: Run): readonly NextStep[] {
  return warned(run, 'still-stuck').flatMap((planned): readonly NextStep[] => {
    const device = run.after && deviceOf(run.after, planned.identity);
    if (!device?.dm?.isSuspended) return [];
    const intent: Intent = { kind: 'resume', device: { identity: device.identity } };
    const sentence = `${called(planned)} below it is suspended: I/O waits there.`;
    return [{ kind: 'plan', sentence, label: `Resume ${printableHostText(device.name)}…`, intent }];
  });
}

function warned({ plan }: Run, sort: 'left-behind' | 'still-stuck'): readonly PlanDevice[] {
  return plan.warnings.flatMap(({ kind, device }) => (kind === sort && device ? [device] : []));
}

function targetIn(run: Run, when: 'before' | 'after'): Device | null {
  const stack = run[when];
  return stack && run.plan.target && deviceOf(stack, run.plan.target.identity);
}
