/**
 * LVM's own notation, in which it writes both its configuration and the metadata on its disks (libdm/libdm-config.c, man
 * lvm.conf): sections in braces, `key = value`, strings in either quotes, whole and broken numbers, lists in brackets,
 * comments from `#` on. It is read from disks that a guest wrote, so every text gives an answer, what it costs is bounded by
 * the text, and nothing is nested deeper than anybody writes.
 */
import type { Understood } from '../dm/target-type.ts';

export type ConfigSection = ReadonlyMap<string, ConfigValue>;

export type ConfigValue = ConfigScalar | readonly ConfigScalar[] | ConfigSection;

/** A whole number that cannot be told exactly is a bigint. */
export type ConfigScalar = string | number | bigint;

/** Sections in sections in metadata: group, logical_volumes, volume, segment. */
const DEEPEST = 16;
/** A group of four thousand volumes has some 240,000, signs included, and 8,000 sections; more take a reader too long. */
const MOST_TOKENS = 300_000;
const MOST_SECTIONS = 20_000;
/** A command line, which is what `description` may hold, is no longer. */
const LONGEST_STRING = 128 * 1024;
const TOO_MANY_VALUES = `more than ${MOST_TOKENS} values and signs`;

/** The sections and values of a text, at its outermost level. Of a key that stands twice, the last counts, as for LVM. */
export function parseConfigTree(text: string): Understood<ConfigSection> {
  const reader = createTokens(text);
  const root = new Map<string, ConfigValue>();
  const open: { readonly name: string; readonly section: Map<string, ConfigValue> }[] = [];
  let section = root;
  let sections = 0;
  for (;;) {
    const token = reader.next();
    if (token.kind === 'end') break;
    if (token.kind === 'sign' && token.sign === '}') {
      if (open.pop() === undefined) return broken(text, reader.at, 'a } that closes nothing');
      section = open.at(-1)?.section ?? root;
      continue;
    }
    if (token.kind !== 'word' && token.kind !== 'string') return broken(text, reader.at, 'no name here');
    const name = token.text;
    if (reader.count > MOST_TOKENS) return broken(text, reader.at, TOO_MANY_VALUES);
    const sign = reader.next();
    if (sign.kind === 'sign' && sign.sign === '{') {
      if (open.length >= DEEPEST) return broken(text, reader.at, 'nested too deep');
      if (++sections > MOST_SECTIONS) return broken(text, reader.at, `more than ${MOST_SECTIONS} sections`);
      const inner = new Map<string, ConfigValue>();
      section.set(name, inner);
      open.push({ name, section: inner });
      section = inner;
      continue;
    }
    if (sign.kind !== 'sign' || sign.sign !== '=')
      return broken(text, reader.at, 'neither = nor { after a name');
    const value = readValue(reader);
    if (value === null)
      return broken(text, reader.at, reader.count > MOST_TOKENS ? TOO_MANY_VALUES : 'no value after =');
    section.set(name, value);
  }
  const unclosed = open.at(-1);
  return unclosed ? broken(text, text.length, 'a section that does not end') : { ok: true, value: root };
}

function broken(text: string, at: number, what: string): Understood<never> {
  let line = 1;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line += 1;
  return { ok: false, reason: `line ${line}: ${what}` };
}

type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'sign'; readonly sign: string }
  | { readonly kind: 'odd' }
  | { readonly kind: 'end' };

type Tokens = {
  readonly next: () => Token;
  readonly at: number;
  /** Of tokens so far. */
  readonly count: number;
};

const BLANKS = /(?:[\s\0]+|#[^\n]*)*/y;
const SINGLE = /'([^']*)'/y;
const WORD = /[^\s\0#={}[\],"']+/y;

function createTokens(text: string): Tokens {
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
    next() {
      take(BLANKS);
      if (at >= text.length) return { kind: 'end' };
      count += 1;
      if (text[at] === '"') {
        const [from, end] = [at + 1, endOfString(text, at + 1)];
        if (end === null) return { kind: 'odd' };
        at = end + 1;
        return { kind: 'string', text: text.slice(from, end).replace(/\\(["\\])/g, '$1') };
      }
      const single = take(SINGLE);
      if (single) return { kind: 'string', text: single[1] ?? '' };
      const word = take(WORD);
      if (word) return { kind: 'word', text: word[0] };
      const sign = text[at] ?? '';
      if (!'={}[],'.includes(sign)) return { kind: 'odd' };
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

function readValue(reader: Tokens): ConfigScalar | readonly ConfigScalar[] | null {
  const first = reader.next();
  if (first.kind !== 'sign') return scalarOf(first);
  if (first.sign !== '[') return null;
  const values: ConfigScalar[] = [];
  for (;;) {
    const token = reader.next();
    if (token.kind === 'sign' && token.sign === ']') return values;
    if (token.kind === 'sign' && token.sign === ',') continue;
    if (reader.count > MOST_TOKENS) return null;
    const value = scalarOf(token);
    if (value === null) return null;
    values.push(value);
  }
}

/** A word that is no number is a string: LVM takes `striped` and `@tag` without quotes. */
function scalarOf(token: Token): ConfigScalar | null {
  if (token.kind === 'string') return token.text;
  if (token.kind !== 'word') return null;
  if (/^-?\d{1,20}$/.test(token.text)) {
    const number = Number(token.text);
    return Number.isSafeInteger(number) ? number : BigInt(token.text);
  }
  return /^-?\d{1,20}\.\d{0,20}$/.test(token.text) ? Number(token.text) : token.text;
}
