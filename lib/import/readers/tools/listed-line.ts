import { type DevNo, parseDevNo } from '../../../block/dev-no.ts';

/** A line of `ls -l` or `find -ls` that tells of a node or a link. */
export type ListedLine = {
  /** `b`, `c`, `l`, `d`, `-` … as in the mode. */
  readonly type: string;
  readonly devNo: DevNo | null;
  readonly name: string;
  /** Where a link points; empty for what is no link. */
  readonly target: string;
};

/** Inode and blocks stand before the mode in `ls -lis` and `find -ls`. */
const MODE = /^\s*(?:\d{1,20} +){0,2}([bcdlps-])[rwxsStT-]{9}[.+@]? +/;
const TIME = '\\d{1,2}[:.h]\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?: [+-]\\d{4})?';
/** The end of a date in any language and style of ls: a time, a year or a day; before it at most three words. */
const DATE = `(?:(?:\\S{1,20} +){0,3}?(?:${TIME}|\\d{4})|\\d{4}-\\d{2}-\\d{2}(?: ${TIME})?)`;
const REST = new RegExp(`^.{0,200}? (\\d{1,15}|\\d{1,10}, +\\d{1,10}) +${DATE} (.+)$`);
const LONGEST = 2000;
/** `total 0` in what languages ls has. */
const TOTAL = /^(?:total|insgesamt|итого|razem|totale?|合計|总计|总用量|用量|celkem|yhteensä|összesen) +\d/;

export function isTotal(text: string): boolean {
  return TOTAL.test(text);
}

/** Null for what is no such line: names alone, `total 0`, a heading. */
export function listedLine(text: string): ListedLine | null {
  const mode = MODE.exec(text);
  if (!mode || text.length > LONGEST) return null;
  const [, size = '', rest = ''] = REST.exec(text.slice(mode[0].length - 1)) ?? [];
  if (rest === '') return null;
  const type = mode[1] ?? '';
  const arrow = type === 'l' ? rest.indexOf(' -> ') : -1;
  return {
    type,
    devNo: type === 'b' || type === 'c' ? parseDevNo(size) : null,
    name: unquoted(arrow < 0 ? rest : rest.slice(0, arrow)),
    target: arrow < 0 ? '' : unquoted(rest.slice(arrow + ' -> '.length)),
  };
}

/** ls on a terminal puts names with blanks in quotes; with `-F` it marks what a name is. */
function unquoted(name: string): string {
  return /^'[^']*'$/.test(name) ? name.slice(1, -1) : name.trim();
}
