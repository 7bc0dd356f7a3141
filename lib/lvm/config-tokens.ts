/** What LVM's notation is made of (_get_token of libdm/libdm-config.c): names, values and signs. */

/** A whole number that cannot be told exactly in a number is a bigint. */
export type ConfigScalar = string | number | bigint | OddNumber;

/** What begins as a number and is no whole number to LVM, as it is written: `4.5`, `0x4`, `08`. */
export type OddNumber = { readonly odd: string };

export type Token =
  | { readonly kind: 'string'; readonly text: string; readonly at: number; readonly isQuoted: boolean }
  | { readonly kind: 'number'; readonly value: number | bigint | OddNumber }
  | { readonly kind: 'sign'; readonly sign: string }
  | { readonly kind: 'odd' }
  | { readonly kind: 'end' };

export type Tokens = {
  /** As LVM does it, a value may be a number, and where a key is wanted the same letters are a name. */
  readonly next: (wanted: 'key' | 'value') => Token;
  readonly at: number;
  /** Of tokens so far. */
  readonly count: number;
};

/** A command line, which is what `description` may hold, is no longer. */
const LONGEST_STRING = 128 * 1024;
/** Of a number that is shown because it is none. */
const LONGEST_ODD = 40;

/** What C's isspace takes for one. */
const BLANKS = /(?:[ \t\n\v\f\r]+|#[^\n]*)*/y;
const SINGLE = /'([^']*)'/y;
const NUMBER = /[-+.\d][^ \t\n\v\f\r#={}[\],"']*/y;
const WORD = /[^ \t\n\v\f\r#={}[\],"'][^ \t\n\v\f\r#={}]*/y;
const SIGNS = '={}[],';

export function createTokens(text: string): Tokens {
  let at = 0;
  let count = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  return {
    get at() {
      return at;
    },
    get count() {
      return count;
    },
    next(wanted) {
      take(BLANKS);
      if (at >= text.length) return { kind: 'end' };
      count += 1;
      const from = at;
      if (text[at] === '"') {
        const end = endOfString(text, at + 1);
        if (end === null) return { kind: 'odd' };
        at = end + 1;
        const inside = text.slice(from + 1, end).replace(/\\(["\\])/g, '$1');
        return { kind: 'string', text: inside, at: from, isQuoted: true };
      }
      const single = take(SINGLE);
      if (single) return { kind: 'string', text: single[1] ?? '', at: from, isQuoted: true };
      const number = wanted === 'value' ? take(NUMBER) : null;
      if (number) return { kind: 'number', value: numberIn(number[0]) };
      const word = take(WORD);
      if (word) return { kind: 'string', text: word[0], at: from, isQuoted: false };
      const sign = text[at] ?? '';
      if (!SIGNS.includes(sign)) return { kind: 'odd' };
      at += 1;
      return { kind: 'sign', sign };
    },
  };
}

/** Null for a string that has no end, or is longer than any. */
function endOfString(text: string, from: number): number | null {
  for (let at = from; at < text.length && at - from <= LONGEST_STRING; at++) {
    if (text[at] === '"') return at;
    if (text[at] === '\\') at += 1;
  }
  return null;
}

/** As C's strtoll reads it: with a zero in front it is octal. */
function numberIn(word: string): number | bigint | OddNumber {
  const [, sign, digits = ''] = /^([-+]?)(0[0-7]{0,21}|[1-9]\d{0,19})$/.exec(word) ?? [];
  if (sign === undefined) return { odd: word.slice(0, LONGEST_ODD) };
  const size = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' ? -size : size;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
