import { printableHostText } from '../text/host-text.ts';
import type { Fact, Segment, TargetDevice, TargetStatus, TargetTable, Understood } from './target-type.ts';
import { targetTypeOf } from './target-types.ts';
import { splitArguments, withoutKeys } from './targets/argument-cursor.ts';

/**
 * What can be said of any table line, whether its target type is known or not. Here nothing fails: arguments that are
 * not understood, and types dmscope has never met (out-of-tree ones, those of newer kernels), are shown as they are,
 * and the device numbers among them still count. Words are made printable here, once, for every target type.
 */

/** `problem`: why the arguments are not understood; null when they are, and when nobody knows the target type. */
export type Explained<T> = T & { readonly problem: string | null };

export function explainTable(segment: Segment): Explained<TargetTable> {
  const understood = understandTable(segment);
  if (understood === null)
    return {
      ...plainTable(segment, `Target of a type that is not known here: ${segment.target}.`),
      problem: null,
    };
  if (understood.ok) return { ...printable(understood.value), problem: null };
  const table = plainTable(segment, `The arguments of this ${segment.target} target are not understood.`);
  return { ...table, problem: printableHostText(understood.reason) };
}

/** `status` is what `dmsetup status` prints after the target's name; it may be empty. */
export function explainStatus(segment: Segment, status: string): Explained<TargetStatus> {
  const args = splitArguments(status);
  const understood = targetTypeOf(segment.target)?.parseStatus(args, segment) ?? null;
  if (understood?.ok) {
    const { value } = understood;
    return { ...printable(value), badge: shortBadge(value.badge), problem: null };
  }
  const facts = asTheyAre('Status', args);
  const plain: TargetStatus = {
    health: 'unknown',
    badge: null,
    facts,
    summary: plainSummary(segment.target, args),
  };
  return { ...printable(plain), problem: understood === null ? null : printableHostText(understood.reason) };
}

/**
 * The devices a table line names, in the order in which the kernel opens them: `dmsetup deps` prints them in reverse, each
 * once. Without the words around them, for ten thousand lines at a time.
 */
export function devicesOfSegment(segment: Segment): readonly TargetDevice[] {
  const understood = understandTable(segment);
  if (!understood?.ok) return deviceNumbersIn(splitArguments(segment.args));
  const { devices } = understood.value;
  return targetTypeOf(segment.target)?.opensLastFirst ? devices.toReversed() : devices;
}

/** Some badges hold words and numbers of the host. */
function shortBadge(badge: string | null): string | null {
  if (badge === null) return null;
  const text = printableHostText(badge);
  return text.length > 12 ? `${text.slice(0, 11)}…` : text;
}

function understandTable(segment: Segment): Understood<TargetTable> | null {
  return targetTypeOf(segment.target)?.parseTable(splitArguments(segment.args), segment) ?? null;
}

function plainTable(segment: Segment, summary: string): TargetTable {
  const args = splitArguments(segment.args);
  return printable({ devices: deviceNumbersIn(args), summary, facts: asTheyAre('Arguments', args) });
}

function plainSummary(target: string, args: readonly string[]): string {
  if (targetTypeOf(target) !== null) return `The status of this ${target} target is not understood.`;
  return args.length === 0 ? 'It reports no status.' : `It reports: ${withoutKeys(args.join(' '))}`;
}

function deviceNumbersIn(args: readonly string[]): readonly TargetDevice[] {
  return args
    .filter((arg) => /^\d{1,10}:\d{1,10}$/.test(arg))
    .map((device) => ({ device, role: 'unknown', startSector: null }));
}

function asTheyAre(label: string, args: readonly string[]): readonly Fact[] {
  return args.length === 0 ? [] : [{ label, value: withoutKeys(args.join(' ')) }];
}

function printable<T extends { readonly summary: string; readonly facts: readonly Fact[] }>(words: T): T {
  const facts = words.facts.map(({ label, value }) => ({
    label: printableHostText(label),
    value: printableHostText(value),
  }));
  return { ...words, summary: printableHostText(words.summary), facts };
}
