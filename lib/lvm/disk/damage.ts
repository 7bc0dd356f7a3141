import { createLineCounter } from '../config-tree.ts';

/**
 * Something in a metadata text that cannot be read, or cannot be. It makes unreadable what it is of, a volume, a PV or the whole
 * group, and nothing else; it is never made up for by a guess.
 */
export type Damage = {
  /** Within the group: `logical_volumes/data/segment1/extent_count`. */
  readonly key: string;
  /** Of the metadata text, from 1. */
  readonly line: number;
  /** Reads on behind the key: `is "x", which is not a whole number`. */
  readonly reason: string;
};

export type FoundDamage = Omit<Damage, 'line'> & {
  /** Where in the text. */
  readonly at: number;
};

/** Gathers what is found while a text is read, for the lists that it goes into. */
export type DamageBook = {
  readonly report: (damage: Damage[], found: FoundDamage) => void;
  /** Fills the lists, with the lines of this text. */
  readonly finish: (text: string) => void;
};

/** One is enough for a volume to be unreadable; a few tell what is wrong with it. */
const MOST_EACH = 5;

export function createDamageBook(): DamageBook {
  const book = new Map<Damage[], FoundDamage[]>();
  return {
    report: (damage, found) => {
      const all = book.get(damage);
      if (!all) book.set(damage, [found]);
      else if (all.length < MOST_EACH && !all.some((each) => isSame(each, found))) all.push(found);
    },
    finish: (text) => {
      const lineOf = createLineCounter(text);
      const all = [...book].flatMap(([damage, found]) => found.map((each) => ({ damage, ...each })));
      for (const { damage, key, at, reason } of all.toSorted((a, b) => a.at - b.at))
        damage.push({ key, line: lineOf(at), reason });
    },
  };
}

function isSame(one: FoundDamage, other: FoundDamage): boolean {
  return one.at === other.at && one.key === other.key && one.reason === other.reason;
}

/** `line 31: logical_volumes/data/segment1/extent_count is "x", which is not a whole number`. */
export function damageText({ key, line, reason }: Damage): string {
  return `line ${line}: ${key} ${reason}`;
}
