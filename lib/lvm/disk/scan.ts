/**
 * What was found in disks: places that hold something, each in a path, in a partition of another place or in a volume of
 * a group, and the volume groups, which may lie on several places. A flat list of each, since a group is not in any one
 * place; places are told apart by their position in the list.
 */
import type { PartitionTable } from '../../block/partition-table/partition-table.ts';
import type { Understood } from '../../dm/target-type.ts';
import { type DiskProblem, damaged } from './disk-problem.ts';
import type { GatheredGroup } from './gather-groups.ts';
import type { PvFound } from './read-pv.ts';
import { allDamage, type LvmGroup, type LvmVolume } from './volume-group.ts';
import type { VolumeLayout } from './volume-layout.ts';

export type Scan = {
  readonly places: readonly Place[];
  readonly groups: readonly ScannedGroup[];
  /** PVs that are there more than once. */
  readonly duplicates: readonly DuplicatePv[];
  /** What was not looked at, because there was too much of it, and what else is of no one place or group. */
  readonly problems: readonly DiskProblem[];
};

/** A PV that was found in several places: copies of a disk, or paths to the same one. */
export type DuplicatePv = {
  readonly uuid: string;
  /** With the group that reads it there; null for a place that is not read as a PV. */
  readonly places: readonly { readonly place: number; readonly group: string | null }[];
};

export type Place = {
  readonly at: PlaceAt;
  readonly sizeBytes: number;
  readonly pv: PvFound | DescribedGroup;
  /** Of its label and its metadata. */
  readonly problems: readonly DiskProblem[];
  /** Of a place that is no PV. */
  readonly table: PartitionTable | null;
  /** Why it could not be read; null for one that could. */
  readonly failure: string | null;
};

/** A copy of metadata as text, as vgcfgbackup writes it: it describes a group, and has no byte of it. */
export type DescribedGroup = { readonly kind: 'text'; readonly group: LvmGroup };

export type PlaceAt =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'partition'; readonly of: number; readonly number: number }
  | { readonly kind: 'volume'; readonly group: string; readonly volume: string };

/** `at` of its PVs are positions in the list of places. */
export type ScannedGroup = GatheredGroup<number> & {
  /** Tells it from a copy of it in another place; holds within one scan. */
  readonly id: string;
  readonly volumes: readonly ScannedVolume[];
};

export type ScannedVolume = {
  readonly volume: LvmVolume;
  /** Whether it is of use by itself, as `lvs` lists it. */
  readonly isVisible: boolean;
  /** Or why its bytes cannot be read from the disks alone. */
  readonly layout: Understood<VolumeLayout>;
  /** What may not be as it looks; null for nothing. */
  readonly doubt: string | null;
};

/** Whether only the text of its metadata is there: it tells where the volumes would be, and none can be read. */
export function isDescribedOnly({ places }: Pick<Scan, 'places'>, { readAt }: ScannedGroup): boolean {
  return places[readAt]?.pv.kind === 'text';
}

export function holdsLvm({ places }: Scan): boolean {
  return places.some(({ pv }) => pv.kind !== 'none');
}

/** Whether anything of it is damaged that no copy made up for. */
export function isDamaged({ places, groups, problems }: Scan): boolean {
  const all = [...problems, ...groups.flatMap((group) => group.problems), ...places.flatMap(problemsOf)];
  return (
    all.some(({ kind }) => kind === 'damaged') || groups.some(({ group }) => allDamage(group).length > 0)
  );
}

/** What is wrong with a place: with its label, its metadata, its partition table. */
export function problemsOf({ pv, problems, table }: Place): readonly DiskProblem[] {
  const label = pv.kind === 'damaged' ? [damaged(pv.reason)] : [];
  const ofTable = table?.problems.map(
    (text): DiskProblem => ({ kind: table.isDamaged ? 'damaged' : 'note', text }),
  );
  return [...label, ...problems, ...(ofTable ?? [])];
}
