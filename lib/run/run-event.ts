import type { Intent } from '../plan/intent.ts';
import type { Plan, PlanDevice } from '../plan/plan.ts';
import type { Stack } from '../stack/stack.ts';

/**
 * The journal of a run: what was going to happen, told before it did, and what came of it. Events are only ever added,
 * so that whatever ends dmscope in the middle – a signal, a crash, a power cut – the last ones tell where it was. What a
 * person sees of a run is made of them (lib/run/run-of-events.ts).
 */
export type RunEvent = { readonly runId: string; readonly atMs: number } & RunEventBody;

export type Actor = { readonly name: string; readonly via: 'page' | 'command line' };

type Opening = {
  readonly who: Actor;
  readonly host: string;
  readonly intent: Intent;
  readonly plan: Plan;
};

export type RunEventBody =
  /** It was asked for, and not begun. */
  | ({ readonly kind: 'declined'; readonly reason: string } & Opening)
  | ({ readonly kind: 'begun' } & Opening)
  /** The part of the stack that the plan is about. */
  | { readonly kind: 'state'; readonly when: 'before' | 'after'; readonly stack: Stack }
  /** `step` counts from 0. The host is looked at for what must be true before it. */
  | { readonly kind: 'step-began'; readonly step: number }
  /** A process watches over the step from before its command is started (`StepGuard`). */
  | {
      readonly kind: 'guard-began';
      readonly step: number;
      readonly process: ProcessMark;
      /** Whether it survives the end of dmscope's whole control group; not told by the first versions. */
      readonly isApart?: boolean;
      readonly argv: readonly string[];
      readonly withinMs: number;
      /** What it is there to resume, with its live table; not told by the first versions either. */
      readonly device?: PlanDevice;
    }
  | ({ readonly kind: 'guard-ended'; readonly step: number } & GuardEnd)
  /** Written before the command is started. */
  | { readonly kind: 'command-began'; readonly step: number; readonly argv: readonly string[] }
  | { readonly kind: 'command-started'; readonly step: number; readonly process: ProcessMark }
  /** It is past its deadline, and left alone: a signal does not free what is stuck in the kernel. */
  | { readonly kind: 'command-late'; readonly step: number; readonly afterMs: number }
  | ({ readonly kind: 'command-ended'; readonly step: number } & CommandEnd)
  | {
      readonly kind: 'step-ended';
      readonly step: number;
      readonly result: StepResult;
      readonly reason: string | null;
    }
  | {
      readonly kind: 'ended';
      readonly result: 'done' | 'unverified' | 'stopped';
      readonly reason: string | null;
      /** Null when the host could not be looked at any more. */
      readonly goal: readonly GoalCheck[] | null;
    }
  /** Whether the pool has the thin ID that the run is about, by its metadata; `after` may be told by a later start. */
  | ({ readonly kind: 'thin-id'; readonly when: 'before' | 'after' } & ThinIdSeen)
  /** Written by a later start of dmscope, which found that nobody is at it any more. */
  | { readonly kind: 'interrupted' }
  /** What that start found on the host of what a step that was cut short is for. */
  | { readonly kind: 'step-found'; readonly step: number; readonly checks: readonly GoalCheck[] }
  /** What a later start did with a device that the step's guard, killed as well, had not resumed. */
  | {
      readonly kind: 'left-suspended';
      readonly step: number;
      readonly outcome: 'resumed' | 'active' | 'gone';
    };

/**
 * `done`: its command ended, and the host shows what it is for. `failed`: it is not done, and the host shows that. `unverified`: its command
 * ended well, or the host shows that it did something, and not that it did what it is for. `unknown`: its command began, and nobody saw
 * its end, or nothing tells what came of it.
 */
export type StepResult = 'done' | 'already-so' | 'failed' | 'unverified' | 'unknown';

export type ThinIdSeen = {
  readonly thinId: number;
  readonly presence: 'there' | 'absent' | 'unknown';
  /** Why it is unknown; null otherwise. */
  readonly reason: string | null;
  /** What tells the volume from a later one of the same ID; null unless it is there. */
  readonly making: { readonly transactionId: number; readonly createdTime: number } | null;
};

/** One process, not another one that was given its number later. */
export type ProcessMark = {
  readonly pid: number;
  /** Since boot, in clock ticks, as in /proc/PID/stat; null where that could not be read. */
  readonly startedAtTicks: number | null;
  readonly bootId: string;
};

export type CommandEnd = {
  /** Null when a signal ended it, or when it could not be started: then `stderr` says why. */
  readonly exitStatus: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
};

/**
 * `idle`: nothing was suspended. `dismissed`: it was told that all is well. `late`, `gone`: its time was over, or so it took it that dmscope was, and it ran
 * its command, with that exit status. `at-work`: it has not ended yet.
 */
export type GuardEnd = {
  readonly how: 'idle' | 'dismissed' | 'late' | 'gone' | 'at-work';
  readonly exitStatus: number | null;
};

export type GoalCheck = { readonly words: string; readonly isTrue: boolean };
