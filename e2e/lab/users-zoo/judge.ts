/**
 * What may be said of a cell, and what not. While it is used nothing may offer to take its device away or call it unused, and a plan
 * has to be refused, for reasons that are all true, one of them the use itself. Once it is let go a plan has to be runnable.
 */
import type { Finding } from '../../../lib/findings/finding.ts';
import { type Cell, isRemovable } from './cell.ts';
import type { PlanTold, Told } from './in-guest.ts';
import { WAYS, type Way, type WayName } from './ways.ts';

export type FaultKind =
  | 'cut'
  | 'changed'
  | 'ran'
  | 'runnable'
  | 'false-sentence'
  | 'untrue-reason'
  | 'no-reason'
  | 'not-removable'
  | 'removed-others';

export type Fault = { readonly kind: FaultKind; readonly words: string };

/** What is known of a cell on its host. */
export type Subject = {
  readonly cell: Cell;
  /** The device that is used; then its disk, where it is a partition. */
  readonly paths: readonly string[];
  /** Numbers of all devices that were made for it. */
  readonly devNos: ReadonlySet<string>;
  /** Of the processes that use it. */
  readonly pids: readonly number[];
  readonly hasMultipath: boolean;
};

const CALLS_UNUSED =
  /nothing (stands|uses|has)|\bno users\b|(nobody|no one) uses|\bunused\b|not (used|in use)|no longer (used|needed)/i;
/** The tests are root. */
const FALSE_ADVICE = /\bas root\b/;
/** A section is missing: true where one is, and then said in place of the use. */
const NOT_KNOWN =
  /\blate\b|not (yet )?(known|answered|captured|told)|no answer|unknown|fail|could not|cannot|does not tell|did not|missing|absent|ended with/i;

export function findingFaults(found: readonly Finding[], { devNos }: Subject): readonly Fault[] {
  return found.flatMap((finding): readonly Fault[] => {
    const isAbout = [...finding.devices, ...(finding.intent ? [finding.intent.device] : [])].some(
      ({ devNo }) => devNos.has(devNo),
    );
    if (!isAbout) return [];
    const words = [finding.title, finding.consequence, ...finding.advice].join(' ');
    const offers = finding.intent?.kind === 'free' || finding.intent?.kind === 'remove';
    return offers || CALLS_UNUSED.test(words)
      ? [{ kind: 'false-sentence', words: `finding ${finding.rule}: ${finding.title}` }]
      : [];
  });
}

/** Of a plan while the cell is used. `isMissing`: sections were kept from coming. */
export function usedPlanFaults(plan: PlanTold, subject: Subject, isMissing: boolean): readonly Fault[] {
  const about = `plan ${plan.wish.kind} ${plan.wish.path}: `;
  const fault = (kind: FaultKind, words: string): Fault => ({ kind, words: about + words });
  const said = [plan.title, ...plan.warnings];
  const faults = said
    .filter((words) => CALLS_UNUSED.test(words))
    .map((words) => fault('false-sentence', words));
  if (plan.isRunnable)
    return [
      ...faults,
      fault('runnable', plan.steps.map(({ argv }) => argv.join(' ')).join('; ') || 'without steps'),
    ];
  const reasons = plan.refusals.map((refusal) => ({ ...refusal, is: reasonOf(refusal, subject, isMissing) }));
  const untrue = reasons
    .filter(({ is }) => is === 'untrue')
    .map(({ cause, wayOut }) => fault('untrue-reason', `${cause} ${wayOut}`));
  const isTold = reasons.some(({ is }) => is === 'use');
  return [
    ...faults,
    ...untrue,
    ...(isTold || untrue.length > 0 ? [] : [fault('no-reason', reasons.map(({ cause }) => cause).join(' '))]),
  ];
}

type Reason = 'use' | 'besides' | 'untrue';

function reasonOf(
  { kind, cause, wayOut }: PlanTold['refusals'][number],
  subject: Subject,
  isMissing: boolean,
): Reason {
  if (FALSE_ADVICE.test(wayOut)) return 'untrue';
  if (trueReasons(subject).some((reason) => reason.test(cause))) return 'use';
  if ((isMissing && NOT_KNOWN.test(cause)) || LATE.test(cause)) return 'use';
  return isTrueBesides(kind, subject) || IN_FLIGHT.test(cause) ? 'besides' : 'untrue';
}

/** In a guest with such a process it is true of every device that the kernel does not count the opens of. */
const IN_FLIGHT = /^Open descriptors were sent to process \d+ and not received yet;/;
/** On a slow machine; it is refused for that, and rightly. */
const LATE = /^It is not known of .* the answer had not come in time/;
const CLAIMED = /exclusive|claim/i;
const MORE_OPENS = /\bopen (once|\d+ times) more\b|\bopens? by unknown\b/;
const COUNTED: ReadonlySet<string> = new Set(['linear', 'lv', 'thin', 'snapshot', 'crypt', 'multipath']);

function trueReasons({ cell, pids }: Subject): readonly RegExp[] {
  const way: Way = WAYS[cell.way as WayName];
  return [
    ...way.shown.map(({ source, flags }) => new RegExp(source.replace('ID', cell.id), flags)),
    ...(way.isClaimed ? [CLAIMED] : []),
    ...(way.isUncounted && COUNTED.has(cell.kind) ? [MORE_OPENS] : []),
    ...(way.isByProcess ? pids.map((pid) => new RegExp(`\\b${pid}\\b`)) : []),
  ];
}

function isTrueBesides(kind: string, { cell, hasMultipath }: Subject): boolean {
  if (kind === 'no-way') return !isRemovable(cell);
  if (kind === 'tool-missing') return cell.kind === 'multipath' && !hasMultipath;
  return kind === 'suspended' && cell.way.startsWith('suspended');
}

/** Of what the command line printed of a refused plan; from its first step on it tells what would have to be so. */
export function usedTextFaults(printed: string, subject: Subject): readonly Fault[] {
  const [text = ''] = printed.split(/^(?:1\. |Done when:)/m);
  return [
    ...(CALLS_UNUSED.test(text) ? [{ kind: 'false-sentence' as const, words: text }] : []),
    ...(trueReasons(subject).some((reason) => reason.test(text))
      ? []
      : [{ kind: 'no-reason' as const, words: text }]),
  ];
}

/** Of a plan for a cell that was let go. */
export function idlePlanFaults(plan: PlanTold, subject: Subject): readonly Fault[] {
  if (plan.isRunnable || plan.refusals.every(({ kind }) => isTrueBesides(kind, subject))) return [];
  const causes = plan.refusals.map(({ cause }) => cause).join(' ');
  return [{ kind: 'not-removable', words: `plan ${plan.wish.kind} ${plan.wish.path}: ${causes}` }];
}

/** The plans that a capture gave; throws where there was none. */
export function plansIn(told: Told): readonly PlanTold[] {
  if (!told.ok) throw new Error(`the host cannot be read: ${told.reason}`);
  return told.plans;
}
