import type { Intent } from '../plan/intent.ts';
import type { Plan } from '../plan/plan.ts';
import type { Stack } from '../stack/stack.ts';
import type { Actor, GoalCheck, GuardEnd, ThinIdSeen } from './run-event.ts';

/** A run as its journal tells it, complete or under way. */
export type Run = {
  /** `20261121-143002-3f9a`: the time it was asked for (UTC), and four digits. */
  readonly id: string;
  readonly host: string;
  readonly who: Actor;
  readonly intent: Intent;
  readonly plan: Plan;
  readonly state: RunState;
  /** Why it was declined or stopped, in a sentence; null otherwise. */
  readonly reason: string | null;
  /** Milliseconds since 1970. */
  readonly beganAtMs: number;
  readonly endedAtMs: number | null;
  /** One for each step of the plan. */
  readonly steps: readonly StepRun[];
  /** The part of the stack that the plan is about; null until it is known. */
  readonly before: Stack | null;
  readonly after: Stack | null;
  /** What was asked for, and whether it is so; null until the end, and where that could not be seen. */
  readonly goal: readonly GoalCheck[] | null;
  /** Whether the pool has the thin ID that the run is about; null where nobody looked. */
  readonly thinId: { readonly before: ThinIdSeen | null; readonly after: ThinIdSeen | null };
};

/**
 * `done`: what was asked for is so, verified on the host. `unverified`: every command ended well, and the host does not show all of
 * it. `stopped`: at the first surprise, or because somebody asked. `interrupted`: dmscope ended in the middle. `declined`: nothing was done.
 */
export type RunState = 'running' | 'done' | 'unverified' | 'stopped' | 'interrupted' | 'declined';

export type StepRun = {
  /** `cut-short`: dmscope ended while it was under way, so nothing tells what came of it. */
  readonly state:
    | 'waiting'
    | 'checking'
    | 'running'
    | 'verifying'
    | 'done'
    | 'already-so'
    | 'failed'
    | 'unverified'
    | 'unknown'
    | 'cut-short'
    | 'not-run';
  readonly reason: string | null;
  readonly beganAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly command: CommandRun | null;
  /** The process that watches over a guarded step, and how it ended; null while nobody saw that. */
  readonly guard?: {
    readonly pid: number;
    readonly end: GuardEnd['how'] | null;
    readonly isApart?: boolean;
    /** What a later start did with the device that it had not resumed. */
    readonly left?: 'resumed' | 'active' | 'gone';
  };
  /** Of a step that was cut short: what a later start found on the host. */
  readonly found?: readonly GoalCheck[];
};

export type CommandRun = {
  readonly argv: readonly string[];
  readonly isLate: boolean;
  /** Null while it runs, and for ever if nobody saw it end. */
  readonly durationMs: number | null;
  readonly exitStatus: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** A line of the list of runs. */
export type RunSummary = Pick<Run, 'id' | 'host' | 'who' | 'state' | 'reason' | 'beganAtMs' | 'endedAtMs'> & {
  readonly title: string;
  readonly stepCount: number;
  /** Steps after which what they are for was seen to be so. */
  readonly doneCount: number;
  /** Steps that may have changed the host, without that being known or verified. */
  readonly doubtfulCount: number;
};

/** What comes of asking for a run. */
export type RunStart =
  | { readonly kind: 'started'; readonly runId: string }
  /** The stack is not the one that was reviewed: here is the plan for the one that is. */
  | { readonly kind: 'changed'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly plan: Plan }
  /** Another run has the host, or a command that an earlier one left behind. */
  | { readonly kind: 'busy'; readonly reason: string; readonly runId: string | null }
  /** dmscope cannot run anything here: in a sentence, why and what to do. */
  | { readonly kind: 'cannot'; readonly reason: string };
