import type { Fact, TargetStatus, TargetTable, Understood } from '../target-type.ts';

/**
 * A cursor over the arguments of a table or status line. Target types take what they expect, one argument after the
 * other, without looking at errors: the first thing that is not as expected is remembered with its position, and from
 * then on every take gives a harmless default. Only at the end does `finishTable` or `finishStatus` build a value,
 * and only if all was well. Counts are checked against what is really there, so that no loop outruns the line.
 */
export type Cursor = {
  readonly args: readonly string[];
  at: number;
  /** Why the arguments are not understood; null so far so good. */
  reason: string | null;
};

export type Ratio = { readonly part: number; readonly whole: number };

/** A named option and the words that follow it. */
export type Option = { readonly name: string; readonly values: readonly string[] };

/** The arguments of a table or status line, split at blanks. Some lines end in a blank, and old ones double it. */
export function splitArguments(text: string): readonly string[] {
  return text === '' ? [] : text.split(/[ \t\n]+/).filter((word) => word !== '');
}

export function cursorOver(args: readonly string[]): Cursor {
  return { args, at: 0, reason: null };
}

export function hasMore(cursor: Cursor): boolean {
  return cursor.reason === null && cursor.at < cursor.args.length;
}

export function remaining(cursor: Cursor): number {
  return cursor.reason === null ? cursor.args.length - cursor.at : 0;
}

/** The next argument without taking it; empty at the end. */
export function peek(cursor: Cursor): string {
  return hasMore(cursor) ? (cursor.args[cursor.at] ?? '') : '';
}

/** Remembers the first failure; `position` counts arguments from 0. */
export function fail(cursor: Cursor, message: string, position: number = cursor.at): void {
  cursor.reason ??= `argument ${position + 1}: ${message}`;
}

function expected(cursor: Cursor, what: string, position: number): void {
  const found = cursor.args[position];
  fail(cursor, `expected ${what}, found ${found === undefined ? 'the end' : quoted(found)}`, position);
}

/** Quotes an argument for a reason, short and without what could be a key. */
function quoted(arg: string): string {
  const safe = withoutKeys(arg);
  return `"${safe.length > 40 ? `${safe.slice(0, 40)}…` : safe}"`;
}

/**
 * Hides runs of 32 and more hexadecimal digits. dmsetup prints zeros for a crypt key, but older ones leave the keys of
 * integrity readable, and what is shown because it was not understood can hold anything.
 */
export function withoutKeys(text: string): string {
  return text.replace(/[0-9a-fA-F]{32,}/g, (digits) => `(${digits.length} hex digits)`);
}

/** Any argument. */
export function takeWord(cursor: Cursor, what: string): string {
  if (cursor.reason !== null) return '';
  const word = cursor.args[cursor.at];
  if (word === undefined) {
    expected(cursor, what, cursor.at);
    return '';
  }
  cursor.at += 1;
  return word;
}

/** One of some words. */
export function takeOneOf<T extends string>(cursor: Cursor, choices: readonly T[], what: string): T | null {
  const position = cursor.at;
  const word = takeWord(cursor, what);
  const choice = choices.find((candidate) => candidate === word);
  if (choice === undefined) expected(cursor, `${what} (${choices.join(', ')})`, position);
  return choice ?? null;
}

/** A whole number from 0; larger than a double holds exactly is no number a kernel would print here. */
export function takeNumber(cursor: Cursor, what: string): number {
  if (cursor.reason !== null) return 0;
  const word = cursor.args[cursor.at];
  const value = word === undefined ? null : wholeNumber(word);
  if (value === null) {
    expected(cursor, what, cursor.at);
    return 0;
  }
  cursor.at += 1;
  return value;
}

export function wholeNumber(text: string): number | null {
  if (!/^\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

/** A number, or null for `-`. */
export function takeNumberOrDash(cursor: Cursor, what: string): number | null {
  if (peek(cursor) !== '-') return takeNumber(cursor, what);
  cursor.at += 1;
  return null;
}

/** A device: `254:3`, or a path as old kernels and vdo print it. */
export function takeDevice(cursor: Cursor, what: string): string {
  const word = peek(cursor);
  if (!isDevice(word)) {
    if (cursor.reason === null) expected(cursor, what, cursor.at);
    return '';
  }
  cursor.at += 1;
  return word;
}

export function isDevice(word: string): boolean {
  return /^\d{1,10}:\d{1,10}$/.test(word) || (word.startsWith('/') && word.length > 1);
}

/** `16/204800`. */
export function takeRatio(cursor: Cursor, what: string): Ratio {
  const match = /^(\d{1,16})\/(\d{1,16})$/.exec(peek(cursor));
  if (match === null) {
    if (cursor.reason === null) expected(cursor, what, cursor.at);
    return { part: 0, whole: 0 };
  }
  cursor.at += 1;
  return { part: Number(match[1]), whole: Number(match[2]) };
}

/** A count of things of at least `argsEach` arguments each that follow; 0 unless that many arguments are there. */
export function takeCount(cursor: Cursor, what: string, argsEach: number): number {
  const position = cursor.at;
  const count = takeNumber(cursor, `the number of ${what}`);
  if (cursor.reason !== null || count * argsEach <= remaining(cursor)) return count;
  fail(cursor, `${count} ${what} need ${count * argsEach} arguments, found ${remaining(cursor)}`, position);
  return 0;
}

/** A count, then that many words. */
export function takeGroup(cursor: Cursor, what: string): readonly string[] {
  const count = takeCount(cursor, what, 1);
  if (cursor.reason !== null) return [];
  cursor.at += count;
  return cursor.args.slice(cursor.at - count, cursor.at);
}

/** As `takeGroup`, but nothing at all when the line ends here. */
export function takeGroupIfAny(cursor: Cursor, what: string): readonly string[] {
  return hasMore(cursor) ? takeGroup(cursor, what) : [];
}

/**
 * Splits the words of a group into options: `valuesOf` tells how many words follow a name (device-mapper compares names
 * without regard to case). A name that is not in it stands alone, so that a newer kernel's flag is kept and shown.
 */
export function splitOptions(
  cursor: Cursor,
  words: readonly string[],
  valuesOf: ReadonlyMap<string, number>,
): readonly Option[] {
  const options: Option[] = [];
  for (let at = 0; at < words.length && cursor.reason === null; ) {
    const name = (words[at] ?? '').toLowerCase();
    const count = valuesOf.get(name) ?? 0;
    if (at + count >= words.length) {
      fail(cursor, `option ${quoted(name)} needs ${count} more, found ${words.length - at - 1}`);
    }
    options.push({ name, values: words.slice(at + 1, at + 1 + count) });
    at += 1 + count;
  }
  return options;
}

/** The number that follows an option; null when the option is not there. */
export function optionNumber(cursor: Cursor, options: readonly Option[], name: string): number | null {
  const word = optionWord(options, name);
  if (word === null) return null;
  const value = wholeNumber(word);
  if (value === null) fail(cursor, `expected a number after ${name}, found ${quoted(word)}`);
  return value;
}

export function optionWord(options: readonly Option[], name: string): string | null {
  return options.find((option) => option.name === name)?.values[0] ?? null;
}

export function hasOption(options: readonly Option[], name: string): boolean {
  return options.some((option) => option.name === name);
}

/** Builds the table if every argument was as expected and none is left over. */
export function finishTable<T extends TargetTable>(cursor: Cursor, build: () => T): Understood<T> {
  if (hasMore(cursor)) expected(cursor, 'the end', cursor.at);
  return cursor.reason === null ? { ok: true, value: build() } : { ok: false, reason: cursor.reason };
}

/** As `finishTable`, but kernels add fields to status lines over time: what is left over goes to `build` as a fact. */
export function finishStatus<T extends TargetStatus>(
  cursor: Cursor,
  build: (more: readonly Fact[]) => T,
): Understood<T> {
  if (cursor.reason !== null) return { ok: false, reason: cursor.reason };
  return { ok: true, value: build(leftover(cursor)) };
}

/** What has not been taken, as a fact; nothing when all has. */
export function leftover(cursor: Cursor): readonly Fact[] {
  const rest = cursor.args.slice(cursor.at);
  return rest.length > 0 ? [{ label: 'Also reported', value: rest.join(' ') }] : [];
}
