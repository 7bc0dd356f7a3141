import { decodeHostText, encodeHostText } from '../../../text/host-text.ts';
import type { Cells } from './info-cells.ts';
import { type Column, columnOfTitle, DEFAULT_COLUMNS, isCellOf, patternOf } from './info-columns.ts';

/** How the rows of a report are taken apart. */
export type RowForm = {
  readonly columns: readonly Column[];
  /** Blanks when the columns are aligned. */
  readonly separator: string;
  /** The line of headings, whose places aligned columns keep; null where there was none. */
  readonly heading: string | null;
};

const BLANKS = ' ';
/** Longer lines are no row: names and UUIDs have up to 128 bytes, and lists of devices are short. */
const ROW_LENGTH_AT_MOST = 4000;

/** What a line of headings says; null for another line. `asked` is the separator of the command. */
export function formOfHeading(text: string, asked: string | null): RowForm | null {
  const separators = asked === null ? separatorsIn(text) : [asked, BLANKS];
  for (const separator of separators) {
    const titles = separator === BLANKS ? text.trim().split(/\s+/) : text.trim().split(separator);
    const columns = titles.map((title) => columnOfTitle(title.trim()));
    if (columns.every((column) => column !== null)) return { columns, separator, heading: text };
  }
  return null;
}

/** What stands between the first title and the next one that is known. */
function separatorsIn(text: string): readonly string[] {
  const [, first, behind = ''] = /^\s*([A-Za-z#][\w-]*)(.*)$/s.exec(text) ?? [];
  if (first === undefined || columnOfTitle(first) === null) return [BLANKS];
  const starts = [1, 2, 3, 4].map((width) => behind.slice(0, width));
  return [
    ...(behind.startsWith('\t') ? ['\t'] : []),
    BLANKS,
    ...starts.filter((start) => start.trim() !== ''),
  ];
}

/** Takes rows apart; null for what is no row of that form. */
export function rowReader(form: RowForm): (text: string) => Cells | null {
  const { columns, separator, heading } = form;
  const pattern = rowPattern(columns, separator);
  const places = heading === null || separator !== BLANKS ? null : placesOf(heading);
  const isDefault = columns === DEFAULT_COLUMNS || sameColumns(columns, DEFAULT_COLUMNS);
  return (text) => {
    if (text.length > ROW_LENGTH_AT_MOST) return null;
    const row = separator === BLANKS ? text.trim().replace(/\s+/g, ' ') : text;
    const byPattern = () => cellsOf(columns, pattern.exec(row)?.slice(1));
    const byPlaces = () => (places === null ? null : cellsAt(text, columns, places));
    const byWords = () => {
      const words = text.trim().split(/\s+/);
      return words.length === columns.length ? cellsOf(columns, words) : null;
    };
    if (separator !== BLANKS) return byPattern();
    // The attributes between numbers are a better anchor than places, which a paste may have moved.
    return isDefault ? (byPattern() ?? byPlaces()) : (byPlaces() ?? byWords() ?? byPattern());
  };
}

function sameColumns(some: readonly Column[], others: readonly Column[]): boolean {
  return some.length === others.length && some.every((column, i) => column === others[i]);
}

/** Separators that are too many belong to the name. Of aligned columns each run of blanks counts as one. */
function rowPattern(columns: readonly Column[], separator: string): RegExp {
  const isAligned = separator === BLANKS;
  const quoted = separator.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const outside = [...separator].map((c) => (/[\\\]^-]/.test(c) ? `\\${c}` : c)).join('');
  const nameAt = columns.findIndex(({ form }) => form === 'name');
  const cells = columns.map((column, i) => {
    const isText = column.form === 'name' || column.form === 'text';
    const isLast = i === columns.length - 1;
    if (isAligned) {
      const cell = i === nameAt ? '.+?' : isText ? (isLast ? '.+' : '\\S+') : patternOf(column, outside);
      const isOptional = isLast && i > 0 && ['text', 'devnos'].includes(column.form);
      return isOptional ? `(?: (${cell}))?` : i === 0 ? `(${cell})` : ` (${cell})`;
    }
    const cell = i === nameAt ? '.+?' : patternOf(column, outside);
    const padded = isText ? `(${cell})` : ` *(${cell}) *`;
    return i === 0 ? padded : `${quoted}${padded}`;
  });
  return new RegExp(`^${cells.join('')}$`, 's');
}

function cellsOf(
  columns: readonly Column[],
  found: readonly (string | undefined)[] | undefined,
): Cells | null {
  if (found === undefined) return null;
  const cells = columns.map((column, i) => [column, (found[i] ?? '').trim()] as const);
  if (!cells.every(([column, cell]) => isCellOf(column, cell))) return null;
  return new Map(cells.map(([{ id }, cell]) => [id, cell]));
}

function placesOf(heading: string): readonly number[] {
  return [...heading.matchAll(/\S+/g)].map(({ index }) => index);
}

/** dmsetup pads by bytes; what went through an editor may be padded by characters. */
function cellsAt(text: string, columns: readonly Column[], places: readonly number[]): Cells | null {
  const cut = (line: string, decoded: (piece: string) => string) => {
    if (places.some((place, i) => i > 0 && place <= line.length && line[place - 1] !== ' ')) return null;
    return cellsOf(
      columns,
      places.map((place, i) => decoded(line.slice(place, places[i + 1]))),
    );
  };
  if (/^[\x00-\x7f]*$/.test(text)) return cut(text, (piece) => piece);
  const bytes = Array.from(encodeHostText(text), (byte) => String.fromCharCode(byte)).join('');
  const decode = (piece: string) => decodeHostText(Uint8Array.from(piece, (c) => c.charCodeAt(0)));
  return cut(bytes, decode) ?? cut(text, (piece) => piece);
}
