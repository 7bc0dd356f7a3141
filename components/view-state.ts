'use client';

/**
 * The view is what a reader has chosen to see; all of it is in the URL, so that a link, a reload and a second window
 * show the same. The theme alone is not: it belongs to the reader, not to what is read.
 */
import {
  createParser,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';

const parseAsRowKey = createParser<number>({
  parse: (text) => (/^[0-9a-z]{1,11}$/.test(text) ? Number.parseInt(text, 36) : null),
  serialize: (key) => key.toString(36),
});

const parsers = {
  host: parseAsString,
  /** A moment of the host, `2026-11-21T15:56:00Z`; without it the host is shown as it is. */
  at: parseAsString,
  /** The earlier of two that are compared; `host` is the later. */
  compare: parseAsString,
  /** What of a comparison is shown: what differs, or everything. */
  diff: parseAsStringLiteral(['only', 'all']).withDefault('only'),
  order: parseAsStringLiteral(['holders-first', 'bases-first']).withDefault('holders-first'),
  scope: parseAsStringLiteral(['all', 'dm']).withDefault('all'),
  q: parseAsString.withDefault(''),
  device: parseAsString,
  tab: parseAsStringLiteral(['device', 'table', 'raw']).withDefault('device'),
  /** The id of a finding, which outlives the capture that it was found in. */
  finding: parseAsString,
  /** What of the strip of findings is shown. */
  findings: parseAsStringLiteral(['worst', 'all']).withDefault('worst'),
  /** What a plan is shown for: `free:dm:LVM-…`. */
  plan: parseAsString,
  /** A run that is shown, under way or over; it goes before a plan. */
  run: parseAsString,
  panel: parseAsStringLiteral(['problems', 'changes', 'runs', 'moments', 'help']),
  /** What is open to begin with, then what was opened and closed by hand. */
  start: parseAsStringLiteral(['usual', 'all', 'none']).withDefault('usual'),
  opened: parseAsArrayOf(parseAsRowKey, '.').withDefault([]),
  closed: parseAsArrayOf(parseAsRowKey, '.').withDefault([]),
  /** What the main region shows. */
  show: parseAsStringLiteral(['tree', 'diagram', 'extents', 'overview', 'pool']).withDefault('tree'),
  /** The device that the diagram is about, and how far from it: everything where there is no depth. */
  focus: parseAsString,
  up: parseAsInteger,
  down: parseAsInteger,
  /** Devices whose holders the diagram leaves out. */
  folded: parseAsArrayOf(parseAsString).withDefault([]),
};

export function useView() {
  const [view, setView] = useQueryStates(parsers, { history: 'replace' });
  return { view, setView };
}

/** Another host is another view: what was chosen there is not there, how it is looked at stays. */
export const NOTHING_CHOSEN = {
  at: null,
  compare: null,
  device: null,
  finding: null,
  plan: null,
  run: null,
  panel: null,
  q: null,
  opened: null,
  closed: null,
  focus: null,
  folded: null,
  up: null,
  down: null,
} as const;

export type View = ReturnType<typeof useView>['view'];
export type SetView = ReturnType<typeof useView>['setView'];
