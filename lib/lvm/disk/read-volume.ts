import { type ConfigEntry, isSection } from '../config-tree.ts';
import type { Damage, DamageBook } from './damage.ts';
import { readStatus } from './group-status.ts';
import { readSegment } from './read-segment.ts';
import {
  hasKey,
  numberIn,
  type OpenSection,
  openEntry,
  othersIn,
  reportIn,
  textIn,
  uuidIn,
} from './section-reader.ts';
import type { LvmSegment, LvmVolume } from './volume-group.ts';

/** Something of a group while it is read. */
export type Draft<T extends { readonly damage: readonly Damage[] }> = Omit<T, 'damage'> & {
  readonly damage: Damage[];
};

export type VolumeDraft = {
  readonly volume: Draft<LvmVolume>;
  readonly open: OpenSection;
  /** Of its segments. */
  readonly opened: ReadonlyMap<LvmSegment, OpenSection>;
};

/** A time is seconds since 1970, and of a month in the year 275760 the last that a date can be made of. */
export const TIME = { max: 8_640_000_000_000 };

export function readVolume(
  entry: ConfigEntry,
  { book, pvs }: { readonly book: DamageBook; readonly pvs: ReadonlySet<string> },
): VolumeDraft {
  const damage: Damage[] = [];
  const report: OpenSection['report'] = (found) => book.report(damage, found);
  const open = openEntry(entry, { parent: 'logical_volumes', report });
  if (entry.key.includes('/'))
    report({ at: entry.at, key: open.path, reason: 'has a / in its name, which LVM takes for sections' });
  const opened = new Map<LvmSegment, OpenSection>();
  for (const segment of open.entries) {
    if (!isSection(segment.value)) continue;
    const inner = openEntry(segment, { parent: open.path, report });
    opened.set(readSegment(inner, pvs), inner);
  }
  const volume = {
    name: entry.key,
    ...headOf(open, opened.size),
    segments: inOrder([...opened.keys()]),
    damage,
  };
  othersIn(open);
  return { volume, open, opened };
}

function headOf(open: OpenSection, segments: number) {
  const uuid = uuidIn(open, 'id');
  const status = readStatus(open, 'volume');
  const createdAtSeconds = numberIn(open, 'creation_time', TIME);
  const createdOn = textIn(open, 'creation_host', hasKey(open, 'creation_time'));
  if (hasKey(open, 'creation_host') && !hasKey(open, 'creation_time'))
    reportIn(open, 'creation_time', 'is missing');
  // LVM writes -1 for none.
  numberIn(open, 'read_ahead', { min: -1 });
  for (const key of ['major', 'minor']) numberIn(open, key);
  for (const key of ['allocation_policy', 'profile', 'lock_args']) textIn(open, key);
  const count = numberIn(open, 'segment_count', { isRequired: true });
  if (count !== null && count !== segments)
    reportIn(open, 'segment_count', `is ${count}, and there are ${segments}`);
  return { uuid, ...status, createdOn, createdAtSeconds };
}

function inOrder(segments: readonly LvmSegment[]): readonly LvmSegment[] {
  if (segments.some(({ startExtent }) => startExtent === null)) return segments;
  return segments.toSorted((a, b) => Number(a.startExtent) - Number(b.startExtent));
}
