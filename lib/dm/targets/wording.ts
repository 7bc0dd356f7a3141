import { formatSectors } from '../../text/size.ts';
import type { Fact, Health, TargetStatus, Understood } from '../target-type.ts';
import { cursorOver, fail, finishStatus, type Ratio } from './argument-cursor.ts';

/** `3 paths`, `1 path`. */
export function counted(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** The subject of a sentence about all of them: `Its only path`, `Both paths`, `All 4 paths`. */
export function allOf(count: number, noun: string): string {
  if (count === 1) return `Its only ${noun}`;
  return count === 2 ? `Both ${noun}s` : `All ${count} ${noun}s`;
}

/** Three significant digits; never `100 %` before all is there, never `0 %` when there is something. */
export function formatPercent({ part, whole }: Ratio): string {
  if (whole <= 0 || part <= 0) return '0 %';
  const percent = (part / whole) * 100;
  if (percent < 0.01) return '< 0.01 %';
  const rounded = Number(percent.toPrecision(3));
  return rounded >= 100 && part < whole ? '99.9 %' : `${rounded} %`;
}

/** Without digits after the point, for a badge; rounded down, so that 100 means done. */
export function wholePercent({ part, whole }: Ratio): string {
  return whole <= 0 ? '0 %' : `${Math.floor((part / whole) * 100)} %`;
}

/** `the beginning`, or `sector 2048 (1 MiB)`. */
export function placeOf(sector: number): string {
  return sector === 0 ? 'the beginning' : `sector ${sector} (${formatSectors(sector)})`;
}

/** `4 KiB (8 sectors)`: the words first, the exact figure behind. */
export function sectorsInWords(sectors: number): string {
  return `${formatSectors(sectors)} (${counted(sectors, 'sector')})`;
}

/** `4.5 MiB of 12 MiB (37.5 %)` for a ratio of things of `sectorsEach` sectors. */
export function usedInWords(ratio: Ratio, sectorsEach: number): string {
  const [part, whole] = [ratio.part * sectorsEach, ratio.whole * sectorsEach];
  return `${formatSectors(part)} of ${formatSectors(whole)} (${formatPercent(ratio)})`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A fact for each option name that is not known, so that a newer kernel's flags are seen. */
export function unknownOptions(
  names: readonly string[],
  known: { has(name: string): boolean },
): readonly Fact[] {
  const unknown = names.filter((name) => !known.has(name));
  return unknown.length === 0 ? [] : [{ label: 'Other options', value: unknown.join(', ') }];
}

/** A fact when there is a value for it. */
export function factIf(label: string, value: string | number | null): readonly Fact[] {
  return value === null || value === '' ? [] : [{ label, value: String(value) }];
}

/** A status that is one word for a state in which there is nothing to count: `Invalid`, `Fail`, `Error`. */
export function plainStatus(health: Health, badge: string | null, summary: string): TargetStatus {
  return { health, badge, summary, facts: [] };
}

/** The status of a target whose kernel code prints none: nothing of its own that could go wrong. */
export function emptyStatus(args: readonly string[]): Understood<TargetStatus> {
  const cursor = cursorOver(args);
  if (args.length > 0) fail(cursor, 'expected no status arguments');
  return finishStatus(cursor, () => plainStatus('ok', null, 'The kernel keeps no status for this target.'));
}
