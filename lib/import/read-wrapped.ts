import type { GivenLine, Output, Reading, ReadOutput } from './reading.ts';
import { isMostlyWords, isProse } from './undress/prose.ts';

/** How lines were broken: whether one can be the rest of the one before it, and what they were. */
type Break = {
  readonly isRest: (before: string, rest: string) => boolean;
  readonly join: (text: string, rest: string) => string;
};

const LEAST_WIDTH = 60;
const MOST_PARTS = 4;
const LEAST_TERMINAL = 79;

/** format=flowed, or hard at 70 to 78: a line was broken where the next word had no room. */
const MAIL: Break = {
  isRest: (before, rest) =>
    before.trimEnd().length <= 80 &&
    before.length + (rest.trimStart().split(' ', 1)[0] ?? '').length >= LEAST_WIDTH,
  join: (text, rest) => `${text}${text.endsWith(' ') ? '' : ' '}${rest.trimStart()}`,
};

/** A terminal breaks within a word, where the line is full. */
const TERMINAL: Break = {
  isRest: (before) => before.length >= LEAST_TERMINAL,
  join: (text, rest) => text + rest,
};

/** Only a terminal leaves lines that are all equally long. */
function howBroken(lines: readonly GivenLine[], rests: ReadonlySet<number>): Break {
  const lengths = lines.filter((_, i) => rests.has(lines[i + 1]?.at ?? 0)).map(({ text }) => text.length);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const isEven = lengths.every((length) => length === longest || length < LEAST_WIDTH);
  return isEven && longest >= LEAST_TERMINAL ? TERMINAL : MAIL;
}

/** `name: 0 2048 linear …` begins a line, and so does what a device was read from. */
const BEGINNING = /^\S+: /;
/** The end of a line of titles, which may be the only long one. */
const TITLES = /^[A-Z:%_ -]+$/;

/**
 * An output as a reader has it, where mail or a terminal has broken its lines: what the reader ignores and the line before it are joined,
 * if it ignores less then and tells of no fewer devices. No sentence is joined to a line, and no words (`Thanks`) where only one line seems to
 * be broken. A joined line has the number of its first.
 */
export function readWrapped(output: Output, read: ReadOutput): Reading | null {
  const asGiven = read(output);
  if (asGiven === null || asGiven.ignored.length === 0) return asGiven;
  const begun = new Set(asGiven.devices.map(({ at }) => at));
  const rests = asGiven.ignored.filter(
    ({ at, text }) => !begun.has(at) && !BEGINNING.test(text) && !isProse(text),
  );
  const isBetter = (reading: Reading | null, than: Reading): reading is Reading =>
    reading !== null &&
    reading.ignored.length < than.ignored.length &&
    reading.devices.length >= than.devices.length;
  // Where a title is broken, whole rows are ignored too; these are long.
  const short = readJoined(
    output,
    rests.filter(({ text }) => text.length < LEAST_WIDTH),
    read,
  );
  const best = isBetter(short, asGiven) ? short : asGiven;
  if (best.ignored.length === 0) return best;
  const all = readJoined(output, rests, read);
  return isBetter(all, best) ? all : best;
}

/** Only with joins that help, so that each line that was given is used or ignored by itself. */
function readJoined(output: Output, rests: readonly GivenLine[], read: ReadOutput): Reading | null {
  const offered = new Set(rests.map(({ at }) => at));
  const how = howBroken(output.lines, offered);
  for (let round = 1; round <= 2; round++) {
    const { lines, parts } = joinLines(output.lines, how, offered);
    const [only, ...others] = [...parts.values()].flat();
    if (only === undefined || (others.length === 0 && isMostlyWords(only.text) && !TITLES.test(only.text)))
      return null;
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
  { isRest, join }: Break,
  offered: ReadonlySet<number>,
): { readonly lines: readonly GivenLine[]; readonly parts: ReadonlyMap<number, readonly GivenLine[]> } {
  const joined: GivenLine[] = [];
  const parts = new Map<number, GivenLine[]>();
  let last = '';
  for (const line of lines) {
    const whole = joined.at(-1);
    const before = parts.get(whole?.at ?? 0) ?? [];
    if (whole && before.length < MOST_PARTS && offered.has(line.at) && isRest(last, line.text)) {
      joined[joined.length - 1] = { text: join(whole.text, line.text), at: whole.at };
      parts.set(whole.at, [...before, line]);
    } else {
      joined.push(line);
    }
    last = line.text;
  }
  return { lines: joined, parts };
}
