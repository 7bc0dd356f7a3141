import type { Step } from '../plan/plan.ts';
import type { NextStep } from './aftermath.ts';
import { checkOfStep } from './check-of-step.ts';
import type { Run, StepRun } from './run.ts';
import type { ThinIdSeen } from './run-event.ts';

/**
 * What a pool has of the thin ID that a run was to make or to delete. No device shows it, and a snapshot that nobody knows of takes
 * space and looks like any other: so it is told whenever there is one, and how far it can be relied on.
 */
export function thinIdNow(run: Run, step: Step, made: StepRun): readonly NextStep[] {
  const { before, after } = run.thinId;
  if (!('thinId' in run.intent)) return [];
  const { thinId } = run.intent;
  const seen = after ?? { thinId, presence: 'unknown', reason: 'the pool was not read', making: null };
  const isRefused = made.command !== null && made.state === 'failed';
  if (after === null && isRefused) return [];
  switch (seen.presence) {
    case 'absent':
      return [note(absentWords(step, made, thinId))];
    case 'unknown':
      return [
        check(
          step,
          `Whether thin ID ${thinId} exists is not known: ${seen.reason ?? ''}. ${doubtWords(step, made)}To check:`,
        ),
      ];
    case 'there':
      if (step.kind === 'delete-thin') return [note(`Thin ID ${thinId} still exists.`)];
      return [thereWords({ before, seen, step, made, isActive: isOriginActive(run) })];
    default:
      return seen.presence satisfies never;
  }
}

function absentWords({ kind }: Step, { command, state }: StepRun, thinId: number): string {
  if (kind === 'delete-thin') return `Thin ID ${thinId} does not exist any more.`;
  const isAtWork = state === 'unknown' && command?.durationMs === null;
  return `Thin ID ${thinId} does not exist.${isAtWork ? ' Its command may still be at work, and make it.' : ''}`;
}

function doubtWords({ kind }: Step, { state }: StepRun): string {
  return kind === 'create-thin-snapshot' && state !== 'done' ? 'If it does, do not rely on it. ' : '';
}

type There = {
  readonly before: ThinIdSeen | null;
  readonly seen: ThinIdSeen;
  readonly step: Step;
  readonly made: StepRun;
  readonly isActive: boolean;
};

function thereWords({ before, seen, step, made, isActive }: There): NextStep {
  const { thinId } = seen;
  if (before?.presence === 'there' && isSameVolume(before, seen))
    return note(`Thin ID ${thinId} existed before this run, which did not change it.`);
  if (before?.presence !== 'absent' && made.state !== 'done')
    return check(step, `Thin ID ${thinId} exists; whether this run made it is not known. To check it:`);
  if (made.state === 'done') return remove(step, thinId, `Thin ID ${thinId} exists now. To delete it:`);
  const doubt = isActive
    ? 'its origin may have been resumed before it was made, so it may be inconsistent'
    : 'it is not known whether its command has ended';
  return remove(step, thinId, `Thin ID ${thinId} exists now; ${doubt}. Check it, or delete it:`);
}

function isSameVolume({ making: a }: ThinIdSeen, { making: b }: ThinIdSeen): boolean {
  return a?.transactionId === b?.transactionId && a?.createdTime === b?.createdTime;
}

/** Only an active origin is suspended, and can go on too early. */
function isOriginActive({ plan }: Run): boolean {
  return plan.steps.some(({ kind }) => kind === 'suspend-origin');
}

function remove({ device }: Step, thinId: number, sentence: string): NextStep {
  return { kind: 'command', sentence, argv: ['dmscope', 'thin', 'delete', device.name, `${thinId}`] };
}

function check(step: Step, sentence: string): NextStep {
  return { kind: 'command', sentence, argv: checkOfStep(step) };
}

function note(sentence: string): NextStep {
  return { kind: 'note', sentence };
}
