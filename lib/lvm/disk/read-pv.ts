import type { DiskReader } from '../../block/byte-source.ts';
import { damageText } from './damage.ts';
import { type DiskProblem, damaged, note } from './disk-problem.ts';
import { compareWorth, saying } from './group-copies.ts';
import { parseVolumeGroup } from './parse-volume-group.ts';
import { type PvLabel, readLabel } from './read-label.ts';
import { type MetadataText, readMetadataArea } from './read-metadata-area.ts';
import { allDamage, type LvmGroup } from './volume-group.ts';

/**
 * What a device holds of LVM, read from its bytes alone: nothing is activated, and nothing is written. The newest metadata
 * that is whole is what counts; areas that are damaged, or behind, are said, with what was read instead.
 */
export type PvFound =
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged'; readonly reason: string }
  | {
      readonly kind: 'pv';
      readonly label: PvLabel;
      /** Null for a PV of no group, for one that keeps no metadata, and where none is whole. */
      readonly group: LvmGroup | null;
      /** What the group was read from; null without one. */
      readonly metadata: Omit<MetadataText, 'text'> | null;
      readonly problems: readonly DiskProblem[];
      /** Those of the problems that another PV of the group can make up for: none of the areas here has its metadata whole. */
      readonly lost: readonly DiskProblem[];
      /** Why it is not known which metadata counts, where two areas have different ones; else null. */
      readonly dispute: string | null;
    };

type Copy = { readonly which: string; readonly group: LvmGroup; readonly metadata: MetadataText };
type Failure = { readonly which: string; readonly reason: string };

const MOST_AREAS = 4;
/** LVM reads no text that begins otherwise than with what a volume or a group may be called. */
const BEGINS_WITH_NAME = /^(?!\.{1,2}[\s\0{])[0-9A-Za-z._+][-0-9A-Za-z._+]{0,126}(?:[\s\0{]|$)/;
const NO_NAME = { ok: false, reason: 'it does not begin with a name' } as const;

export function* readPv(): DiskReader<PvFound> {
  const found = yield* readLabel();
  if (found.kind === 'none') return found;
  if (found.kind === 'damaged') return { kind: 'damaged', reason: cannotBeBelieved(found) };
  const { label } = found;
  const problems: DiskProblem[] = found.passedOver.map((each) => ({
    kind: 'repaired',
    text: `${cannotBeBelieved(each)}; that in sector ${label.sector} was read instead`,
  }));
  problems.push(...label.problems.map(damaged));
  const copies: Copy[] = [];
  const failures: Failure[] = [];
  const areas = label.metadataAreas;
  if (areas.length > MOST_AREAS)
    problems.push(
      damaged(
        `the label lists ${areas.length} metadata areas; LVM makes two at most, and ${MOST_AREAS} were read`,
      ),
    );
  for (const [at, area] of areas.slice(0, MOST_AREAS).entries()) {
    const which = `metadata area ${at + 1} of ${areas.length}`;
    const read = yield* readMetadataArea(area);
    if (!read.ok) failures.push({ which, reason: read.reason });
    if (!read.ok || read.value === null) continue;
    const { text } = read.value;
    const group = BEGINS_WITH_NAME.test(text) ? parseVolumeGroup(text) : NO_NAME;
    if (group.ok) copies.push({ which, group: group.value, metadata: read.value });
    else failures.push({ which, reason: `its text is not understood: ${group.reason}` });
  }
  const [best, ...others] = copies.toSorted(compareCopies);
  const texts = failures.map(({ which, reason }) => `${which}: ${reason}`);
  if (!best) {
    const lost = texts.map(damaged);
    return {
      kind: 'pv',
      label,
      group: null,
      metadata: null,
      problems: [...problems, ...lost],
      lost,
      dispute: null,
    };
  }
  problems.push(...texts.map((text) => madeUpFor(text, best)));
  const told = others.flatMap((other) => disagreement(other, best));
  const dispute = told.find(({ kind }) => kind === 'damaged')?.text ?? null;
  const { text: _, ...metadata } = best.metadata;
  return {
    kind: 'pv',
    label,
    group: best.group,
    metadata,
    problems: [...problems, ...told],
    lost: [],
    dispute,
  };
}

function cannotBeBelieved({ sector, reason }: { readonly sector: number; readonly reason: string }): string {
  return `the label in sector ${sector} cannot be believed: ${reason}`;
}

/** An area that is out of use counts only where there is no other. */
function compareCopies(a: Copy, b: Copy): number {
  return Number(a.metadata.isIgnored) - Number(b.metadata.isIgnored) || compareWorth(a.group, b.group);
}

function madeUpFor(text: string, { which }: Copy): DiskProblem {
  return { kind: 'repaired', text: `${text}; ${which} was read instead` };
}

function disagreement(other: Copy, best: Copy): readonly DiskProblem[] {
  const [older, newer] = [other.group.sequence, best.group.sequence];
  const [first] = allDamage(best.group).length === 0 ? allDamage(other.group) : [];
  if (first && (older === newer || older === null))
    return [madeUpFor(`${other.which} is damaged: ${damageText(first)}`, best)];
  if (older !== newer)
    return [
      note(
        `${other.which} has change ${older ?? 'unknown'} of the group, and ${best.which}, which counts, change ${newer ?? 'unknown'}`,
      ),
    ];
  return saying(other.group) === saying(best.group)
    ? []
    : [
        damaged(
          `${other.which} has other metadata of the same change ${newer ?? 'unknown'} of the group than ${best.which}`,
        ),
      ];
}
