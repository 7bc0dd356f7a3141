import type { PlanDevice } from '../plan/plan.ts';
import { called, liveTable } from '../plan/plan-device.ts';
import { dmsetupOn } from '../plan/step-kind.ts';
import { deviceOf } from '../stack/index-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { shellCommand } from '../text/shell-quote.ts';
import { durationText } from '../text/time-text.ts';
import type { ProcessMark } from './run-event.ts';

/**
 * A device that a run suspended, and that its guard did not resume, since it was killed as well. It stops whatever uses it until
 * somebody resumes it, so the next dmscope does, if it is certain that it is that device and that a resume does no more than that. Where it
 * is not, it is the first thing that anybody is told.
 */
export type SuspendedMark = {
  readonly runId: string;
  /** With its live table. */
  readonly device: PlanDevice;
  readonly guard: ProcessMark;
  readonly withinMs: number;
  readonly atMs: number;
};

export type LeftSuspended = {
  readonly mark: SuspendedMark;
  readonly outcome: LeftOutcome;
  /** Why it was not resumed, in a sentence; null otherwise. */
  readonly reason: string | null;
  /** How long it was suspended at most, for one that was resumed. */
  readonly afterMs: number;
};

/** `active`: somebody else resumed it. `gone`: there is no such device. `uncertain`: it is suspended, or may be. */
export type LeftOutcome = 'resumed' | 'active' | 'gone' | 'uncertain';

export type Verdict =
  | { readonly kind: 'resume'; readonly argv: readonly string[] }
  | { readonly kind: 'active' | 'gone' }
  | { readonly kind: 'uncertain'; readonly reason: string };

/** What has to be done about it on a host as it is now. */
export function verdictOn({ device: planned }: SuspendedMark, stack: Stack): Verdict {
  const device = deviceOf(stack, planned.identity);
  if (!device?.dm) return { kind: 'gone' };
  if (!device.dm.isSuspended) return { kind: 'active' };
  if (device.devNo !== planned.devNo || device.name !== planned.name)
    return uncertain(`it is called ${called(device)} now`);
  if (liveTable(device.dm) !== planned.table) return uncertain('its table is another one now');
  if (device.dm.hasInactiveTable) return uncertain('another table is loaded, which a resume puts in place');
  return { kind: 'resume', argv: dmsetupOn(['resume'], device) };
}

function uncertain(why: string): Verdict {
  return { kind: 'uncertain', reason: `It was not resumed: ${why}.` };
}

/** For a terminal and a log; null for what needs no word. */
export function leftWords({ mark, outcome, reason, afterMs }: LeftSuspended): string | null {
  const { device, runId } = mark;
  const since = `since run ${runId} was killed together with its guard`;
  switch (outcome) {
    case 'resumed':
      return `${called(device)} was suspended ${since}; it was resumed, after ${durationText(afterMs)} at most`;
    case 'uncertain': {
      const [major = '', minor = ''] = device.devNo.split(':');
      const command = shellCommand(['dmsetup', 'resume', '-j', major, '-m', minor]);
      return `EMERGENCY: ${called(device)} may be suspended ${since}: all I/O to it waits. ${reason ?? ''} To resume it: ${command}`;
    }
    case 'active':
    case 'gone':
      return null;
    default:
      return outcome satisfies never;
  }
}
