import { fitsColumn, isAlwaysFilled, isOfWords } from './lsblk-columns.ts';

/**
 * The cells of a row whose columns do not stand under their titles, or that has no header: its words, in the order of the columns.
 * Only where there is a single way to do so; else a label could be taken for a file system.
 */
export function cellsOfWords(
  words: readonly string[],
  columns: readonly string[],
): Map<string, string> | null {
  const width = words.length + 1;
  const ways = new Uint8Array(width * (columns.length + 1));
  const waysFrom = (word: number, column: number) => ways[column * width + word] ?? 0;
  ways[columns.length * width + words.length] = 1;
  for (let column = columns.length - 1; column >= 0; column--)
    for (let word = 0; word < width; word++) {
      const count = takes(words, word, columns[column] ?? '').reduce(
        (sum, taken) => sum + waysFrom(word + taken, column + 1),
        0,
      );
      ways[column * width + word] = Math.min(count, 2);
    }
  if (waysFrom(0, 0) !== 1) return null;
  const cells = new Map<string, string>();
  let word = 0;
  for (const [i, column] of columns.entries()) {
    const taken = takes(words, word, column).find((count) => waysFrom(word + count, i + 1) > 0) ?? 0;
    cells.set(column, words.slice(word, word + taken).join(' '));
    word += taken;
  }
  return cells;
}

/** How many words a column may take from here. */
function takes(words: readonly string[], from: number, column: string): readonly number[] {
  const counts = isAlwaysFilled(column) ? [] : [0];
  const first = words[from];
  if (first === undefined || !fitsColumn(column, first)) return counts;
  counts.push(1);
  if (isOfWords(column) && first !== '[SWAP]')
    for (let count = 2; from + count <= words.length; count++) counts.push(count);
  return counts;
}
