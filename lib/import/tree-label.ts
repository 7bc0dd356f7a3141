import { type DevNo, parseDevNo } from '../block/dev-no.ts';

/** What one label of `dmsetup ls --tree` says: `name <dm-3> (254:3) [ACTIVE, RW, 1, LVM-…]`, each part only if asked for. */
export type TreeLabel = {
  /** Empty for what is no mapped device. */
  readonly name: string;
  readonly devNo: DevNo | null;
  /** `dm-3`, `sda1`; null where not asked for. */
  readonly kname: string | null;
  readonly isSuspended: boolean | null;
  readonly isReadOnly: boolean | null;
  readonly openCount: number | null;
  readonly uuid: string | null;
  /** The line was cut at the edge of the terminal. */
  readonly isCut: boolean;
  readonly isNameCut: boolean;
};

const CUT = /\.\.\.$/;

export function readTreeLabel(text: string): TreeLabel {
  const isCut = CUT.test(text);
  const [, beforeAttributes = text, attributes] =
    /^(.*?[)>\]]|.*?) \[([^[\]]*)\]$/s.exec(text) ??
    (isCut ? /^(.*[)>]) \[([^[\]]*),(?: [^[\],]*)?\.\.\.$/s.exec(text) : null) ??
    [];
  const [, beforeNumber = beforeAttributes, number] =
    /^(.*) \((\d{1,10}:\d{1,10})\)(?: \[?[^[\] ]*\.\.\.)?$/s.exec(beforeAttributes) ?? [];
  const [, named = beforeNumber, kname = null] = /^(.*) <([^<> ]+)>$/s.exec(beforeNumber) ?? [];
  const whole = isCut && number === undefined && kname === null ? nameBeforeCut(named) : named;
  return {
    name: (whole ?? named.replace(CUT, '')).replace(/^ +$/, ''),
    devNo: number === undefined ? null : parseDevNo(number),
    kname,
    ...attributesIn(attributes),
    isCut,
    isNameCut: whole === null,
  };
}

/** Of `vm-a <dm-3> (25...` the name is whole; of `vm-ab...` it is not: null. */
function nameBeforeCut(text: string): string | null {
  return /^(.*?) (?:<[^<> ]*>?(?: \([\d:]*)?|\([\d:]*)\.\.\.$/s.exec(text)?.[1] ?? null;
}

type Attributes = Pick<TreeLabel, 'isSuspended' | 'isReadOnly' | 'openCount' | 'uuid'>;

function attributesIn(text: string | undefined): Attributes {
  const words = text?.split(', ') ?? [];
  const take = (pattern: RegExp) => (pattern.test(words[0] ?? '') ? (words.shift() ?? '') : null);
  const state = take(/^(ACTIVE|SUSPENDED)$/);
  const access = take(/^(RW|RO)$/);
  const open = take(/^\d{1,9}$/);
  return {
    isSuspended: state === null ? null : state === 'SUSPENDED',
    isReadOnly: access === null ? null : access === 'RO',
    openCount: open === null ? null : Number(open),
    uuid: words.length === 0 ? null : words.join(', '),
  };
}
