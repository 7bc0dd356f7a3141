import type { DevNo } from '../block/dev-no.ts';
import type { Intent } from './intent.ts';

/**
 * A plan is what dmscope would do for an intent, on the stack it was made from: commands in order, each with what must
 * be true before and after it, and everything that speaks against it. It is plain data, made by a pure function, so
 * that what a person reviewed and what is run can be compared: by the fingerprint of exactly that part of the stack. A
 * plan with a refusal is not run, and still shows its steps.
 *
 * Sentences are printable whatever a guest called its devices. `argv` is exact: a program and its arguments, raw bytes as
 * lib/text/host-text.ts has them, never text for a shell.
 */
export type Plan = {
  readonly schema: 'dmscope.plan/1';
  readonly intent: Intent;
  readonly host: string;
  readonly title: string;
  /** Null when there is no such device. */
  readonly target: PlanDevice | null;
  /** 64 hexadecimal digits. Equal ones mean the same intent, on the same devices in the same state, by the same commands. */
  readonly fingerprint: string;
  readonly steps: readonly Step[];
  /** What was asked for: true on the host when all is done. */
  readonly goal: readonly Check[];
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
};

export type PlanDevice = {
  readonly identity: string;
  readonly devNo: DevNo;
  /** Unmangled, and otherwise as a guest may have chosen it. */
  readonly name: string;
  readonly isMapped: boolean;
  /** Of a mapped device its live table, so that another one that took its name and UUID is told from it. Null for others. */
  readonly table: string | null;
  /** What a loop or nbd device is bound to: its identity outlives that. Null for others. */
  readonly binding: string | null;
};

export type StepKind =
  | 'close-crypt'
  | 'flush-multipath'
  | 'detach-loop'
  | 'disconnect-nbd'
  | 'stop-array'
  | 'remove-mapping'
  | 'remove-snapshot'
  | 'resume'
  | 'clear-table'
  | 'suspend-origin'
  | 'create-thin-snapshot'
  | 'resume-origin'
  | 'activate-thin'
  | 'delete-thin';

/**
 * A step whose `after` is true already is done: some devices go by themselves, or with another one. What has to be true
 * before and after may take a moment to become so (an nbd's server has to end, udev has a look) and is waited for.
 */
export type Step = {
  readonly kind: StepKind;
  readonly sentence: string;
  /** Program first; never empty. */
  readonly argv: readonly string[];
  readonly device: PlanDevice;
  readonly before: readonly Check[];
  /**
   * What decides: an exit status of 0 means nothing. Where there is none, nothing on the host would show it, and the exit status
   * is the kernel's own answer: to a message of a pool, or to a suspend under guard.
   */
  readonly after: readonly Check[];
  /** The program that has to be installed. */
  readonly requires: string;
  /** For the command, and again for what must be true after it. */
  readonly timeoutMs: number;
  /** The device is opened exclusively right before the command, which the kernel allows only while nothing has claimed it. */
  readonly exclusiveOpen?: ExclusiveOpen;
  /** What undoes the step if dmscope does not. */
  readonly guard?: StepGuard;
  /** Begins without a look at the host: I/O waits meanwhile. It is begun only while the guard before it holds. */
  readonly isAtOnce?: true;
  /** Runs whatever became of the steps since the guarded one, and also when the run is to stop. It ends the guard. */
  readonly isAlways?: true;
};

/**
 * A process of its own that runs the step's command, so that it knows when that is over; and then `argv`, if dmscope ends
 * before it says that all is well, or `withinMs` after the command was begun.
 */
export type StepGuard = {
  readonly argv: readonly string[];
  readonly withinMs: number;
  /** What it resumes, with its live table: for whoever finds it suspended when guard and dmscope are gone. */
  readonly device: PlanDevice;
};

/** `kname`: its node below /dev. `isHeld`: until the command has ended, so that nothing can claim it meanwhile. */
export type ExclusiveOpen = { readonly kname: string; readonly isHeld: boolean };

/** Something about a device that a look at the host can confirm; lib/plan/check.ts does. */
export type Check = { readonly claim: Claim; readonly device: PlanDevice };

export type Claim =
  | 'is-the-same'
  | 'is-unused'
  | 'is-gone'
  | 'is-gone-or-pending'
  | 'is-unbound'
  | 'is-suspended'
  | 'is-active'
  | 'has-inactive-table'
  | 'has-no-inactive-table'
  | 'has-its-table'
  | 'is-made'
  | 'is-free';

export type RefusalKind =
  | 'no-such-device'
  | 'no-way'
  | 'mounted'
  | 'swap'
  | 'open'
  | 'unexplained-opens'
  | 'users-unknown'
  | 'kernel-user'
  | 'suspended'
  | 'system'
  | 'tool-missing'
  | 'not-mapped'
  | 'not-suspended'
  | 'no-inactive-table'
  | 'not-a-snapshot'
  | 'not-confirmed'
  | 'not-a-thin'
  | 'not-a-pool'
  | 'lvm-managed'
  | 'pool-trouble'
  | 'pool-unknown'
  | 'inactive-table'
  | 'thin-active'
  | 'thin-id'
  | 'name'
  | 'size';

export type Refusal = {
  readonly kind: RefusalKind;
  readonly device: PlanDevice | null;
  readonly cause: string;
  /** What the operator can do about it. */
  readonly wayOut: string;
};

export type WarningKind =
  | 'nothing-to-do'
  | 'left-behind'
  | 'snapshot-lost'
  | 'may-return'
  | 'users-not-seen'
  | 'tools-not-seen'
  | 'deferred'
  | 'goes-by-itself'
  | 'new-table'
  | 'still-stuck'
  | 'io-waits'
  | 'not-frozen'
  | 'as-told';

export type Warning = {
  readonly kind: WarningKind;
  readonly device: PlanDevice | null;
  readonly sentence: string;
};

/** Whether it may be run at all, nothing having changed. */
export function isRunnable(plan: Plan): boolean {
  return plan.refusals.length === 0;
}
