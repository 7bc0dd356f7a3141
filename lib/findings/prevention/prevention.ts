import { type Door, type GuestPv, whatLvmWouldDo } from '../../lvm/what-lvm-would-do.ts';
import type { Stack } from '../../stack/stack.ts';
import type { Nesting } from '../nesting.ts';
import type { Survey } from '../survey.ts';
import { generalAdvice } from './general-advice.ts';
import { doorOf, guestPvs } from './guest-pvs.ts';
import { type Remedy, remedyFor } from './remedy.ts';
import { cellOf, DOOR_WORDS, whyInWords } from './words.ts';

/**
 * How to keep LVM from waking what is not the host's: what the LVM of this host, with its settings, does with such a PV
 * now, and the exact lines after which it no longer does. An administrator's own filter is never to be overwritten: these
 * are words for a person, and dmscope writes no configuration. Where a capture does not tell of LVM, it is what helps in
 * general by the age of LVM.
 */
export type Prevention = {
  readonly sentences: readonly string[];
  readonly table: PreventionTable | null;
  /** In this order. */
  readonly steps: readonly PreventionStep[];
};

/** What happens to a PV, by what it is on. */
export type PreventionTable = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

export type PreventionStep = {
  readonly sentence: string;
  /** The file that the lines go into, or `root's shell`; empty for a sentence alone. */
  readonly where: string;
  /** As they are to be copied. */
  readonly lines: readonly string[];
};

/** `asIf`: what is to be judged in place of what the group is on, such as a snapshot that is yet to be made. */
export function preventionFor(nesting: Nesting, survey: Survey, asIf?: GuestPv): Prevention {
  const remedy = remedyOf(survey);
  const door = asIf?.door ?? doorOf(nesting);
  if (remedy === null) return general(survey, door);
  const pvs = guestPvs(nesting).map((pv) => (pv.door === asIf?.door ? asIf : pv));
  const answers = pvs.map((pv) => ({
    pv,
    now: whatLvmWouldDo(remedy.now, pv),
    after: whatLvmWouldDo(remedy.after, pv),
  }));
  const actual = answers.find(({ pv }) => pv.door === door)?.now ?? null;
  return {
    sentences: [whyInWords(actual, door, remedy), ...remedy.sentences],
    table: {
      head: ['A PV on', 'now', `with ${remedy.setting}`],
      rows: answers.map(({ pv, now, after }) => [DOOR_WORDS[pv.door], cellOf(now), cellOf(after)]),
    },
    steps: remedy.steps,
  };
}

function general({ stack }: Survey, door: Door): Prevention {
  return {
    sentences: generalAdvice(stack.host, door === 'volume' ? 'volume' : 'layer'),
    table: null,
    steps: [],
  };
}

/** Of a host there is one remedy, however many groups are active. */
const remedies = new WeakMap<Stack, Remedy | null>();

function remedyOf(survey: Survey): Remedy | null {
  let remedy = remedies.get(survey.stack);
  if (remedy === undefined) {
    remedy = remedyFor(survey);
    remedies.set(survey.stack, remedy);
  }
  return remedy;
}
