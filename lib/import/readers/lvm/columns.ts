/**
 * A table with a line of headings, as libdm's reports print it: each column begins where its heading does, numbers are right-aligned,
 * one blank separates, and a cell in the middle may be empty. So cells are cut by position, never by words.
 */
export type Column = { readonly heading: string; readonly from: number };

const MOST_WORDS = 3;

/** The columns of a line of headings, of which `1st PE` is one; null if a word of it begins none of them. */
export function columnsOf(line: string, isHeading: (text: string) => boolean): readonly Column[] | null {
  const words = [...line.matchAll(/\S+/g)];
  const columns: Column[] = [];
  for (let at = 0; at < words.length; ) {
    const from = words[at]?.index ?? 0;
    const count = longestHeading(line, words.slice(at, at + MOST_WORDS), isHeading);
    if (count === 0) return null;
    const last = words[at + count - 1];
    columns.push({ heading: line.slice(from, (last?.index ?? 0) + (last?.[0].length ?? 0)), from });
    at += count;
  }
  return columns.length > 0 ? columns : null;
}

function longestHeading(
  line: string,
  words: readonly RegExpMatchArray[],
  isHeading: (text: string) => boolean,
): number {
  const from = words[0]?.index ?? 0;
  for (let count = words.length; count > 0; count -= 1) {
    const last = words[count - 1];
    if (isHeading(line.slice(from, (last?.index ?? 0) + (last?.[0].length ?? 0)))) return count;
  }
  return 0;
}

/** The cells of a row, trimmed; null where a value crosses from one column into the next. */
export function cellsAt(starts: readonly number[], line: string): readonly string[] | null {
  const cells: string[] = [];
  for (const [index, from] of starts.entries()) {
    if (index > 0 && isText(line[from - 1])) return null;
    const begin = index === 0 ? 0 : from;
    cells.push(line.slice(Math.max(0, begin), starts[index + 1]).trim());
  }
  return cells;
}

function isText(character: string | undefined): boolean {
  return character !== undefined && character !== ' ';
}

/** Where the columns of rows without headings begin: behind every place that is blank in all of them. */
export function startsOfRows(lines: readonly string[]): readonly number[] {
  const isUsed: boolean[] = [];
  for (const line of lines)
    for (let at = 0; at < line.length; at += 1) if (line[at] !== ' ') isUsed[at] = true;
  const starts: number[] = [];
  for (let at = 0; at < isUsed.length; at += 1)
    if (isUsed[at] && !(at > 0 && isUsed[at - 1])) starts.push(at);
  return starts;
}

export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
