import { type LineBreaks, TRIMMED, waysBroken } from './line-breaks.ts';
import type { GivenLine, Output, Reading, ReadOutput } from './reading.ts';
import { isMostlyWords, isProse } from './undress/prose.ts';

/** What mail moves into the next line is seldom longer. */
const LONGEST_REST = 60;

/** `name: 0 2048 linear …` and `/dev/sda1: UUID=…` begin a line, and so do brackets of JSON, and what a tree is drawn with. */
const BEGINNING = /^\S+:(?: |$)|^\s*[{}\]]|^[\s│|]*[├└`|][─-]|^\s*[│|](?:\s|$)/;
/** The end of a line of titles, which may be the only long one. */
const TITLES = /^[A-Z:%_ -]+$/;

/**
 * An output as a reader has it, where mail or a terminal has broken its lines: what the reader ignores and the line before it are joined,
 * if it ignores less then and tells of no fewer devices. No sentence is joined to a line, and no words (`Thanks`) where only one line seems to
 * be broken. A joined line has the number of its first.
 */
export function readWrapped(given: Output, read: ReadOutput): Reading | null {
  const output = { ...given, lines: withGuides(given.lines) };
  const asGiven = read(output);
  if (asGiven === null) return readUnknown(output, read);
  let best = asGiven;
  for (const { offered, breaks } of attemptsAt(output.lines, asGiven)) {
    if (best.ignored.length === 0) return best;
    const joined = readJoined(output, offered, breaks, read);
    if (joined && isBetter(joined, best)) best = joined;
  }
  return best;
}

/** Which lines are tried as rests, and of what way of breaking; the likely ones first. */
type Attempt = { readonly offered: readonly GivenLine[]; readonly breaks: LineBreaks };

function attemptsAt(lines: readonly GivenLine[], { devices, ignored }: Reading): readonly Attempt[] {
  const begun = new Set(devices.map(({ at }) => at));
  const rests = ignored.filter(({ at }) => !begun.has(at));
  // Where a title is broken, whole rows are ignored too; these are long.
  const short = rests.filter(({ text }) => text.length < LONGEST_REST);
  const ways = waysBroken(lines);
  // Only a table's titles tell that its rows were broken as they were.
  const isTrimmed =
    rests.some(({ text }) => TITLES.test(text)) && !lines.some(({ text }) => text.endsWith(' '));
  const all = isTrimmed ? [...ways, TRIMMED] : ways;
  return [
    ...all.map((breaks) => ({ offered: short, breaks })),
    ...all.map((breaks) => ({ offered: rests, breaks })),
    ...ways.filter(({ isExact }) => isExact).map((breaks) => ({ offered: lines, breaks })),
  ];
}

const ONLY_GUIDES = /^[ │|]+$/;
const BRANCH = /^[├└`|][─-]/;

/**
 * Mail breaks a row of a tree between its guides and its name, where that is too long. How many blanks there were is known only where
 * blanks at the end of lines were kept.
 */
function withGuides(lines: readonly GivenLine[]): readonly GivenLine[] {
  const isKept = lines.some(({ text }) => / $/.test(text));
  const isApart = (guides: GivenLine | undefined, row: GivenLine | undefined) =>
    guides !== undefined && row !== undefined && ONLY_GUIDES.test(guides.text) && BRANCH.test(row.text);
  if (!isKept || !lines.some((line, i) => isApart(line, lines[i + 1]))) return lines;
  return lines.flatMap((line, i) => {
    const [before, after] = [lines[i - 1], lines[i + 1]];
    if (isApart(line, after)) return [];
    return isApart(before, line) ? [{ text: `${before?.text} ${line.text}`, at: line.at }] : [line];
  });
}

/** Where broken lines hide of which command an output is. */
function readUnknown(output: Output, read: ReadOutput): Reading | null {
  let best: Reading | null = null;
  for (const breaks of waysBroken(output.lines)) {
    const joined = readJoined(output, output.lines, breaks, read);
    if (joined && (best === null || isBetter(joined, best))) best = joined;
  }
  return best;
}

/** All lines that can be the rest of the one before, joined to it: to see which reader knows an output. */
export function waysJoined(lines: readonly GivenLine[]): readonly (readonly GivenLine[])[] {
  const whole = withGuides(lines);
  return waysBroken(whole).map((breaks) => joinLines(whole, breaks, offeredTo(breaks, whole)).lines);
}

/** By their numbers. */
function offeredTo({ isWithinWords, offersWords }: LineBreaks, lines: readonly GivenLine[]): Set<number> {
  const isOffered = ({ text }: GivenLine) =>
    text.trim() !== '' &&
    (isWithinWords || !BEGINNING.test(text)) &&
    !isProse(text) &&
    (offersWords || !isWritten({ text }));
  return new Set(lines.filter(isOffered).map(({ at }) => at));
}

function isWritten({ text }: Pick<GivenLine, 'text'>): boolean {
  return isMostlyWords(text) && !TITLES.test(text);
}

function isBetter(reading: Reading, than: Reading): boolean {
  return reading.ignored.length < than.ignored.length && reading.devices.length >= than.devices.length;
}

/** Only with joins that help, so that each line that was given is used or ignored by itself. */
function readJoined(
  output: Output,
  rests: readonly GivenLine[],
  breaks: LineBreaks,
  read: ReadOutput,
): Reading | null {
  const offered = offeredTo(breaks, rests);
  for (let round = 1; round <= 2; round++) {
    const { lines, parts } = joinLines(output.lines, breaks, offered);
    const joined = [...parts.values()].flat();
    if (joined.length === 0 || (joined.length < breaks.leastRests && joined.every(isWritten))) return null;
    const reading = read({ ...output, lines });
    const useless = reading?.ignored.flatMap(({ at }) => parts.get(at) ?? []) ?? [];
    if (useless.length === 0) return reading;
    for (const { at } of useless) offered.delete(at);
  }
  return null;
}

/** `parts`: by the number of a joined line what was joined to it. */
function joinLines(
  lines: readonly GivenLine[],
  { isRest, join, mostPieces }: LineBreaks,
  offered: ReadonlySet<number>,
): { readonly lines: readonly GivenLine[]; readonly parts: ReadonlyMap<number, readonly GivenLine[]> } {
  const joined: GivenLine[] = [];
  const parts = new Map<number, GivenLine[]>();
  let last = '';
  for (const line of lines) {
    const whole = joined.at(-1);
    const before = parts.get(whole?.at ?? 0) ?? [];
    if (whole && before.length + 1 < mostPieces && offered.has(line.at) && isRest(last, line.text)) {
      joined[joined.length - 1] = { text: join(whole.text, line.text), at: whole.at };
      before.push(line);
      parts.set(whole.at, before);
    } else {
      joined.push(line);
    }
    last = line.text;
  }
  return { lines: joined, parts };
}
