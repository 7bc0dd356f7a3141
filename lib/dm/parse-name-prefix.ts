/**
 * dmsetup writes `name: …` or `name\t…` a line, and a raw name may hold the separator, blanks, tabs and newlines itself.
 * So where a name ends is found by what follows it, and, when that is not enough, by the names that
 * `dmsetup info -c` gave with a separator of its own.
 */

/** DM_NAME_LEN is 128 with its closing NUL; a byte becomes at most one UTF-16 unit. It keeps the search linear. */
const MAX_NAME_LENGTH = 127;

export type NamePrefixFinder = {
  /**
   * Where the separator after the name stands, for a name that starts at `start` in a line that ends at `lineEnd`;
   * -1 for none. A known name wins, the longest first; without one it is the last place in the line that
   * `isRest` accepts. `start` must not go back between calls.
   */
  readonly find: (start: number, lineEnd: number) => number;
  /** Whether the name found last is a known one. */
  readonly isKnown: () => boolean;
};

/** `isRest(at)` tells whether what stands at `at` can follow the separator. */
export function namePrefixFinder(
  {
    text,
    separator,
    knownNames,
  }: { text: string; separator: string; knownNames: ReadonlySet<string> | undefined },
  isRest: (at: number) => boolean,
): NamePrefixFinder {
  const spansLines = knownNames !== undefined && holdsNewline(knownNames);
  let next = -1;
  let lastIsKnown = false;

  const nextFrom = (at: number): number => {
    const found = text.indexOf(separator, at);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  };

  const find = (start: number, lineEnd: number): number => {
    if (next < start) next = nextFrom(start);
    const limit = Math.min(start + MAX_NAME_LENGTH, spansLines ? text.length : lineEnd);
    let known = -1;
    let guess = -1;
    let resume = -1;
    let at = next;
    for (; at <= limit; at = nextFrom(at + 1)) {
      if (at >= lineEnd && resume < 0) resume = at;
      if (at === start || !isRest(at + separator.length)) continue;
      if (at < lineEnd) guess = at;
      if (knownNames?.has(text.slice(start, at))) known = at;
    }
    next = resume < 0 ? at : resume;
    lastIsKnown = known >= 0;
    return known >= 0 ? known : guess;
  };
  return { find, isKnown: () => lastIsKnown };
}

function holdsNewline(names: ReadonlySet<string>): boolean {
  for (const name of names) if (name.includes('\n')) return true;
  return false;
}
