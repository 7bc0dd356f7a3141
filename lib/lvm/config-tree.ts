/**
 * LVM's own notation, in which it writes both its configuration and the metadata on its disks (libdm/libdm-config.c, man
 * lvm.conf): sections in braces, `key = value`, strings in either quotes, whole numbers, lists in brackets, comments from `#`
 * on. What LVM would read is read as LVM reads it; a number that LVM would read as another one, or not at all, is kept as it is
 * written, for whoever wants it to refuse. Disks are written by guests, so every text gives an answer, what it costs is bounded by
 * the text, and nothing is nested deeper than anybody writes.
 */
import type { Understood } from '../dm/target-type.ts';
import { type ConfigScalar, createTokens, type OddNumber, type Tokens } from './config-tokens.ts';

export type { ConfigScalar, OddNumber };

/** In the order of the text; a key may stand there more than once. */
export type ConfigSection = { readonly entries: readonly ConfigEntry[] };

export type ConfigEntry = {
  readonly key: string;
  /** Where the key begins in the text. */
  readonly at: number;
  readonly value: ConfigValue;
};

export type ConfigValue = ConfigScalar | readonly ConfigScalar[] | ConfigSection;

/** Sections in sections in metadata: group, logical_volumes, volume, segment. */
const DEEPEST = 16;
/** A group of four thousand volumes has some 240,000, signs included, and 8,000 sections; more take a reader too long. */
const MOST_TOKENS = 300_000;
const MOST_SECTIONS = 20_000;
const TOO_MANY_VALUES = `more than ${MOST_TOKENS} values and signs`;

/** The sections and values of a text, at its outermost level. As for LVM, a text ends at its first NUL. */
export function parseConfigTree(whole: string): Understood<ConfigSection> {
  const end = whole.indexOf('\0');
  const text = end < 0 ? whole : whole.slice(0, end);
  const reader = createTokens(text);
  const root: ConfigEntry[] = [];
  const open: ConfigEntry[][] = [];
  let entries = root;
  let sections = 0;
  for (;;) {
    const token = reader.next('key');
    if (token.kind === 'end') break;
    if (token.kind === 'sign' && token.sign === '}') {
      if (open.pop() === undefined) return broken(text, reader.at, 'a } that closes nothing');
      entries = open.at(-1) ?? root;
      continue;
    }
    if (token.kind !== 'string' || token.text === '') return broken(text, reader.at, 'no name here');
    if (reader.count > MOST_TOKENS) return broken(text, reader.at, TOO_MANY_VALUES);
    const { text: key, at } = token;
    const sign = reader.next('key');
    if (sign.kind === 'sign' && sign.sign === '{') {
      if (open.length >= DEEPEST) return broken(text, reader.at, 'nested too deep');
      if (++sections > MOST_SECTIONS) return broken(text, reader.at, `more than ${MOST_SECTIONS} sections`);
      const inner: ConfigEntry[] = [];
      entries.push({ key, at, value: { entries: inner } });
      open.push(inner);
      entries = inner;
      continue;
    }
    if (sign.kind !== 'sign' || sign.sign !== '=')
      return broken(text, reader.at, 'neither = nor { after a name');
    const value = readValue(reader);
    if (value === null)
      return broken(text, reader.at, reader.count > MOST_TOKENS ? TOO_MANY_VALUES : 'no value after =');
    entries.push({ key, at, value });
  }
  if (open.length > 0) return broken(text, text.length, 'a section that does not end');
  return { ok: true, value: { entries: root } };
}

export function isSection(value: ConfigValue | undefined): value is ConfigSection {
  return typeof value === 'object' && 'entries' in value && !Array.isArray(value);
}

/** Tells lines of a text, counted from 1; costs least when they are asked for from the beginning on. */
export function createLineCounter(text: string): (at: number) => number {
  const endFrom = (from: number) => {
    const end = text.indexOf('\n', from);
    return end < 0 ? text.length : end;
  };
  let [line, from, end] = [1, 0, endFrom(0)];
  return (at) => {
    if (at < from) [line, from, end] = [1, 0, endFrom(0)];
    while (end < at && end < text.length) [line, from, end] = [line + 1, end + 1, endFrom(end + 1)];
    return line;
  };
}

function broken(text: string, at: number, what: string): Understood<never> {
  return { ok: false, reason: `line ${createLineCounter(text)(at)}: ${what}` };
}

function readValue(reader: Tokens): ConfigScalar | readonly ConfigScalar[] | null {
  const first = reader.next('value');
  if (first.kind === 'string') return first.text;
  if (first.kind === 'number') return first.value;
  return first.kind === 'sign' && first.sign === '[' ? readList(reader) : null;
}

/** A comma may be left out behind a string; LVM takes what follows for a name then, so a number has to have one before it. */
function readList(reader: Tokens): readonly ConfigScalar[] | null {
  const values: ConfigScalar[] = [];
  for (let mayBeNumber = true; ; ) {
    const token = reader.next(mayBeNumber ? 'value' : 'key');
    if (token.kind === 'sign' && token.sign === ']') return values;
    if (reader.count > MOST_TOKENS) return null;
    if (token.kind === 'sign' && token.sign === ',' && !mayBeNumber) {
      mayBeNumber = true;
      continue;
    }
    if (token.kind === 'number') values.push(token.value);
    else if (token.kind === 'string' && (mayBeNumber || token.isQuoted)) values.push(token.text);
    else return null;
    mayBeNumber = false;
  }
}
