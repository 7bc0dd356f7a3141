import type { MappedFacts } from '../../reading.ts';

/**
 * The letters of `lvs`' column Attr (lvs(8), NOTES). Old versions print 6, 8 or 9 of the 10.
 */
export type LvAttr = {
  /** `-` plain, `o` origin, `s` snapshot, `t` thin pool, `T` its data, `r` raid, `V` thin … */
  readonly type: string;
  readonly isReadOnly?: boolean;
  /** Whether device-mapper has a device of it. */
  readonly presence: 'present' | 'absent' | 'unknown';
  readonly dm?: MappedFacts;
  /** `-` for linear and striped, else the kernel target's letter; empty where it is not printed. */
  readonly target: string;
  /** In LVM's words; empty where nothing is wrong, undefined where it is not printed or not known. */
  readonly health?: string;
  readonly isPartial?: boolean;
};

const ATTR = /^[-A-Za-z][-wrR][-acilnACILN][-m][-ahsISmMdicCX][-oX].{0,4}$/;

export function isLvAttr(text: string): boolean {
  return ATTR.test(text);
}

/** Of the state: LVM tells `a` and its kin only of a device with a live table, `d` and `i` of one without. */
const STATES: Readonly<Record<string, Pick<LvAttr, 'presence' | 'dm'>>> = {
  a: { presence: 'present', dm: { isSuspended: false, hasLiveTable: true } },
  I: { presence: 'present', dm: { isSuspended: false, hasLiveTable: true } },
  m: { presence: 'present', dm: { isSuspended: false, hasLiveTable: true } },
  c: { presence: 'present', dm: { isSuspended: false, hasLiveTable: true } },
  s: { presence: 'present', dm: { isSuspended: true } },
  S: { presence: 'present', dm: { isSuspended: true, hasLiveTable: true } },
  M: { presence: 'present', dm: { isSuspended: true, hasLiveTable: true } },
  C: { presence: 'present', dm: { isSuspended: true, hasLiveTable: true } },
  d: { presence: 'present', dm: { hasLiveTable: false, hasInactiveTable: false } },
  i: { presence: 'present', dm: { hasLiveTable: false, hasInactiveTable: true } },
  '-': { presence: 'absent' },
  h: { presence: 'absent' },
};

/** The words of the column `lv_health_status`, and where it has none those of lvs(8). */
const HEALTH: Readonly<Record<string, string>> = {
  '-': '',
  p: 'partial',
  r: 'refresh needed',
  m: 'mismatches exist',
  w: '',
  s: 'reshaping',
  R: 'remove after reshape',
  F: 'failed',
  D: 'out_of_data',
  M: 'metadata_read_only',
  E: 'error',
};

/** Of the state: what is wrong with a snapshot. */
const BROKEN: Readonly<Record<string, string>> = {
  I: 'invalid',
  S: 'invalid',
  m: 'merge failed',
  M: 'merge failed',
};

/** Null for what is no such text. */
export function readLvAttr(text: string): LvAttr | null {
  if (!isLvAttr(text)) return null;
  const [type = '', access = '', , , state = '', , target = '', , health = ''] = text;
  const words = BROKEN[state] ?? (Object.hasOwn(HEALTH, health) ? HEALTH[health] : undefined);
  return {
    type,
    target,
    ...(Object.hasOwn(STATES, state) ? STATES[state] : undefined),
    presence: STATES[state]?.presence ?? 'unknown',
    ...(access !== '-' && { isReadOnly: access !== 'w' }),
    ...(words !== undefined && { health: words }),
    ...(health !== '' && { isPartial: health === 'p' }),
  };
}
