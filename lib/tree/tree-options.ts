import type { Understood } from '../dm/target-type.ts';

/**
 * The options of `dmsetup ls --tree -o LIST`, read as dmsetup 1.02.185 reads them (lvm2 2.03.16, libdm/dm-tools/dmsetup.c,
 * `_process_tree_options`): a comma list in which every word may be cut short, the first option in a fixed order that
 * begins so wins, the last of two contradictory ones wins, and an empty word means `device`. From 1.02.211 on words are
 * exact, and an empty one is an error.
 */
export type TreeSymbols = 'ascii' | 'utf' | 'vt100';

export type TreeOptions = {
  readonly symbols: TreeSymbols;
  readonly showsDevice: boolean;
  readonly showsBlkdevname: boolean;
  readonly showsActive: boolean;
  readonly showsRw: boolean;
  readonly showsOpen: boolean;
  readonly showsUuid: boolean;
  /** Asked for, and not switched off by an attribute, `status` or `table`. */
  readonly isCompact: boolean;
  readonly isInverted: boolean;
  /** Longest line in characters; null for no limit. */
  readonly widthColumns: number | null;
};

/** Where the tree is going to be shown. */
export type TreeOutput = {
  /** Columns of the terminal; null when standard output is none. */
  readonly columns: number | null;
  /** Whether the locale's codeset is UTF-8. */
  readonly isUtf8: boolean;
};

/** In dmsetup's order of trial, which decides what `n` or `u` stand for. */
const OPTIONS = [
  'device',
  'blkdevname',
  'nodevice',
  'status',
  'table',
  'active',
  'open',
  'uuid',
  'rw',
  'utf',
  'vt100',
  'ascii',
  'inverted',
  'compact',
  'notrunc',
] as const;

type Option = (typeof OPTIONS)[number];

const DEFAULT_WIDTH = 80;
/** A terminal of fewer columns than this is taken for one that does not know its size. */
const MARGIN = 3;

/**
 * An option list to what it means to the dmsetup of this version, `1.02.185 (2022-05-18)`, where it is known; the reason it is refused is
 * that dmsetup's own sentence.
 */
export function parseTreeOptions(
  list: string,
  output: TreeOutput,
  dmsetupVersion = '',
): Understood<TreeOptions> {
  const words = takesExactWords(dmsetupVersion) ? readExactWords(list) : readWords(list);
  if (!words.ok) return words;
  const last = (...names: readonly Option[]) => words.value.findLast((word) => names.includes(word));
  const has = (name: Option) => words.value.includes(name);
  const chosen = last('utf', 'vt100', 'ascii') as TreeSymbols | undefined;
  const symbols = chosen ?? (output.isUtf8 ? 'utf' : 'ascii');
  const isBusy = ['active', 'rw', 'open', 'uuid', 'status', 'table'].some((name) => has(name as Option));
  return {
    ok: true,
    value: {
      symbols,
      showsDevice: last('device', 'nodevice') !== 'nodevice',
      showsBlkdevname: has('blkdevname'),
      showsActive: has('active'),
      showsRw: has('rw'),
      showsOpen: has('open'),
      showsUuid: has('uuid'),
      isCompact: has('compact') && !isBusy,
      isInverted: has('inverted'),
      widthColumns: has('notrunc') ? null : widthOf(symbols, output.columns),
    },
  };
}

/** dmsetup does not ask a vt100 for its size, because escapes count as width. */
function widthOf(symbols: TreeSymbols, columns: number | null): number {
  if (symbols === 'vt100' || columns === null || columns <= MARGIN) return DEFAULT_WIDTH;
  return columns - MARGIN;
}

/** 1.02.211 of November 2025; versions are three numbers. */
const EXACT_SINCE = [1, 2, 211] as const;

function takesExactWords(version: string): boolean {
  const [, ...numbers] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  if (numbers.length === 0) return false;
  for (const [at, since] of EXACT_SINCE.entries()) {
    const number = Number(numbers[at]);
    if (number !== since) return number > since;
  }
  return true;
}

function readExactWords(list: string): Understood<readonly Option[]> {
  const words: Option[] = [];
  for (const word of list === '' ? [] : list.split(',')) {
    const option = OPTIONS.find((each) => each === word);
    if (!option) return { ok: false, reason: `Tree option not recognised: ${word}.` };
    words.push(option);
  }
  return { ok: true, value: words };
}

function readWords(list: string): Understood<readonly Option[]> {
  const words: Option[] = [];
  let at = 0;
  while (at < list.length) {
    const comma = list.indexOf(',', at);
    const end = comma < 0 ? list.length : comma;
    const option = optionOf(list.slice(at, end));
    if (!option) return { ok: false, reason: `Tree options not recognised: ${list.slice(at)}.` };
    words.push(option);
    at = end + 1;
  }
  return { ok: true, value: words };
}

function optionOf(word: string): Option | undefined {
  return OPTIONS.find((option) => option.startsWith(word));
}
