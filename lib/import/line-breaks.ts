import type { GivenLine } from './reading.ts';

/** How mail or a terminal broke lines that were too long for it: which line can be the rest of the one before it, and what they were. */
export type LineBreaks = {
  /** `before` is the line as given, not what it was joined to. */
  readonly isRest: (before: string, rest: string) => boolean;
  readonly join: (text: string, rest: string) => string;
  /** How many rests there must be where all could be words that somebody wrote. */
  readonly leastRests: number;
  /** Whether such words can be a rest at all. */
  readonly offersWords: boolean;
  /** Into how many pieces a line can have been broken. */
  readonly mostPieces: number;
  /** Within a word, so that what looks like a beginning can be a rest. */
  readonly isWithinWords: boolean;
  /** Whether the length of a line alone tells that it goes on. */
  readonly isExact: boolean;
};

/** `dmsetup table --concise` puts all devices on one line. */
const MOST_PIECES = 10_000;
const LEAST_MAIL = 60;
const MOST_MAIL = 80;
const LEAST_TERMINAL = 79;
const TERMINALS = new Set([80, 100, 120, 132, 160]);

/** The rows of a tree begin with lines and blanks, which are no words. */
const GUIDES = /^[\s│|]*(?:[├└`|][─-])?/;

/** More than one, so that it can be broken between them. */
function hasWords(line: string): boolean {
  return line.replace(GUIDES, '').includes(' ');
}

/** Every way in which these lines can have been broken where their lengths tell it. */
export function waysBroken(lines: readonly GivenLine[]): readonly LineBreaks[] {
  const terminal = terminalBreaks(lines);
  return [...(terminal ? [terminal] : []), mailBreaks(lines), foldBreaks(lines)];
}

/** A terminal breaks within a word, where the line is full: all broken lines are equally long. */
function terminalBreaks(lines: readonly GivenLine[]): LineBreaks | null {
  const width = lines.reduce((most, { text }) => Math.max(most, text.length), 0);
  if (width < LEAST_TERMINAL) return null;
  return {
    // dmsetup cuts the lines of its tree there.
    isRest: (before) => before.length === width && !before.endsWith('...'),
    join: (text, rest) => text + rest,
    leastRests: TERMINALS.has(width) ? 1 : 2,
    offersWords: true,
    mostPieces: MOST_PIECES,
    isWithinWords: true,
    isExact: true,
  };
}

/**
 * format=flowed, or hard at 70 to 78: a line ends where the next word had no room. A word that is longer than all lines stands alone in
 * one that is too long.
 */
function mailBreaks(lines: readonly GivenLine[]): LineBreaks {
  const ofWords = lines.map(({ text }) => text.trimEnd()).filter(hasWords);
  const width = ofWords.reduce(
    (most, { length }) => (length > MOST_MAIL ? most : Math.max(most, length)),
    LEAST_MAIL - 1,
  );
  return {
    isRest: (before, rest) => {
      const isTooLong = before.trimEnd().length > MOST_MAIL && hasWords(before.trimEnd());
      return !isTooLong && before.length + 1 + firstWord(rest).length > width;
    },
    join: withBlank,
    leastRests: 2,
    offersWords: true,
    mostPieces: MOST_PIECES,
    isWithinWords: false,
    isExact: false,
  };
}

/** fold(1) keeps all blanks, and breaks a word that is longer than a line. */
function foldBreaks(lines: readonly GivenLine[]): LineBreaks {
  const width = lines.reduce((most, { text }) => Math.max(most, text.length), LEAST_MAIL);
  return {
    isRest: (before, rest) =>
      before.length === width || (before.endsWith(' ') && before.length + firstWord(rest).length > width),
    join: (text, rest) => text + rest,
    leastRests: 2,
    offersWords: true,
    mostPieces: MOST_PIECES,
    isWithinWords: true,
    isExact: false,
  };
}

/** Where blanks at the end of lines were lost, so that their lengths tell nothing. */
export const TRIMMED: LineBreaks = {
  isRest: () => true,
  join: withBlank,
  leastRests: 1,
  offersWords: false,
  mostPieces: 5,
  isWithinWords: false,
  isExact: false,
};

function firstWord(text: string): string {
  return text.trimStart().split(' ', 1)[0] ?? '';
}

function withBlank(text: string, rest: string): string {
  return `${text}${text.endsWith(' ') ? '' : ' '}${rest.trimStart()}`;
}
