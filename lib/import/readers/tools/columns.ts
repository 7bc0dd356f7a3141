/**
 * Tables as libsmartcols prints them: a title for each column, values under the start of their title or ending where it ends,
 * blanks in some values, nothing for others. In what people paste columns are also shifted; there the number of words decides.
 */
export type Column = { readonly name: string; readonly start: number; readonly end: number };

/** What may stand in a table beside plain words. */
export type RowRules = {
  /** The column that takes what is left over where the columns are shifted. */
  readonly free: string;
  /** A column with a tree's guides before its values. */
  readonly tree?: string;
  readonly isValid: (name: string, value: string) => boolean;
};

type Word = { readonly text: string; readonly start: number; readonly end: number };

/** The titles of a header line. A title of two words is to be given: `Mounted on`. */
export function columnsOf(header: string, twoWords: readonly string[] = []): readonly Column[] {
  const columns: Column[] = [];
  for (const word of wordsOf(header)) {
    const last = columns.at(-1);
    const joined = last ? `${last.name} ${word.text}` : '';
    if (last && twoWords.includes(joined))
      columns.splice(-1, 1, { name: joined, start: last.start, end: word.end });
    else columns.push({ name: word.text, start: word.start, end: word.end });
  }
  return columns;
}

/** Whether a line is of titles alone, by what each may be; a pattern for the whole line could take for ever. */
export function areTitles(text: string, title: RegExp): boolean {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.length > 0 && words.every((word) => title.test(word));
}

/** Columns that a command asks for, where no header says which there are: `-o SOURCE,TARGET`, `-o +SIZE`. */
export function askedColumns(asked: string | undefined, usual: string): readonly Column[] {
  return columnsOf((asked ?? usual).replace(/^\+/, `${usual} `).replaceAll(',', ' ').toUpperCase());
}

/** Values by column, empty ones left out; null where it cannot be said what belongs where. */
export function cellsOf(
  columns: readonly Column[],
  line: string,
  rules: RowRules,
): ReadonlyMap<string, string> | null {
  const words = wordsOf(line);
  const placed = byPosition(columns, { line, words }, rules.tree);
  if (placed && areValid(placed, rules)) return placed;
  const counted = byCount(columns, words, rules.free);
  return counted && areValid(counted, rules) ? counted : null;
}

function wordsOf(line: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of line.matchAll(/\S+/g))
    words.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  return words;
}

/** Each word to the title above it; one that stands below none goes on the value before it. */
function byPosition(
  columns: readonly Column[],
  { line, words }: { line: string; words: readonly Word[] },
  tree: string | undefined,
): ReadonlyMap<string, string> | null {
  const spans = new Map<Column, { start: number; end: number }>();
  let next = 0;
  let column: Column | undefined;
  for (const word of words) {
    for (let above = columns[next]; above && above.start < word.end; above = columns[next]) {
      next += 1;
      column = above;
      // A word that begins under one title belongs to it, however far it reaches.
      if (word.start < above.end) break;
    }
    if (!column) return null;
    const span = spans.get(column);
    if (span) span.end = word.end;
    else spans.set(column, { start: word.start, end: word.end });
  }
  const cells = new Map<string, string>();
  for (const [i, column] of columns.entries()) {
    const span = spans.get(column);
    if (!span) continue;
    const { name, start, end } = column;
    const isUnder = span.start === start || span.end === end || name === tree;
    // No column is narrower than its values: one that reaches below another title is shifted.
    const reaches = span.end > (columns[i + 1]?.start ?? Infinity) || span.start < (columns[i - 1]?.end ?? 0);
    if (!isUnder || reaches) return null;
    cells.set(name, line.slice(span.start, span.end));
  }
  return cells;
}

/** As many words as columns, or more of them for the free one. */
function byCount(
  columns: readonly Column[],
  words: readonly Word[],
  free: string,
): ReadonlyMap<string, string> | null {
  const extra = words.length - columns.length;
  const at = columns.findIndex(({ name }) => name === free);
  if (extra < 0 || (extra > 0 && at < 0)) return null;
  const texts = words.map(({ text }) => text);
  return new Map(
    columns.map(({ name }, i) => {
      const from = at >= 0 && i > at ? i + extra : i;
      return [name, texts.slice(from, from + (i === at ? extra + 1 : 1)).join(' ')];
    }),
  );
}

function areValid(cells: ReadonlyMap<string, string>, { isValid }: RowRules): boolean {
  return [...cells].every(([name, value]) => isValid(name, value));
}
