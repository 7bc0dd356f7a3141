import { damageText } from './damage.ts';
import { type DiskProblem, damaged, note } from './disk-problem.ts';
import { compareWorth, saying } from './group-copies.ts';
import { dashedUuid } from './lvm-words.ts';
import type { PvFound } from './read-pv.ts';
import { allDamage, type LvmGroup } from './volume-group.ts';

export type Pv = Extract<PvFound, { kind: 'pv' }>;

/** A group put together from whatever PVs there are; `Where` is how the caller tells them apart. */
export type GatheredGroup<Where> = {
  /** By the newest metadata that any of them has; of several such the one that is whole. */
  readonly group: LvmGroup;
  /** Where it was read. */
  readonly readAt: Where;
  /** In the order of the group's own list. */
  readonly pvs: readonly {
    readonly key: string;
    readonly uuid: string;
    /** More than one for copies of the same PV, which cannot be told apart; none for a PV that is missing. */
    readonly at: readonly Where[];
  }[];
  readonly problems: readonly DiskProblem[];
};

type Seen<Where> = { readonly where: Where; readonly pv: Pv };
type Witness<Where> = Seen<Where> & { readonly group: LvmGroup };

/**
 * Groups by UUID, since names are no more than names. A PV that keeps no metadata of its own is taken by the group that lists it.
 */
export function gatherGroups<Where>(seen: readonly Seen<Where>[]): readonly GatheredGroup<Where>[] {
  const byUuid = Map.groupBy(seen, ({ pv }) => pv.label.uuid);
  const witnesses = seen.flatMap(({ where, pv }) => (pv.group ? [{ where, pv, group: pv.group }] : []));
  // What does not say which group it is of is of no other's.
  const alike = Map.groupBy(witnesses, ({ group }) => (group.uuid === '' ? group : group.uuid));
  return [...alike.values()].flatMap((all) => {
    const [best] = all.toSorted((a, b) => compareWorth(a.group, b.group));
    if (!best) return [];
    const { group } = best;
    const pvs = group.pvs.map(({ key, uuid }) => ({
      key,
      uuid,
      at: (byUuid.get(uuid) ?? []).filter(({ pv }) => !isOfAnother(pv, group)).map(({ where }) => where),
    }));
    return [{ group, readAt: best.where, pvs, problems: disagreements(all, best) }];
  });
}

function isOfAnother(pv: Pv, group: LvmGroup): boolean {
  return pv.group !== null && pv.group !== group && (pv.group.uuid === '' || pv.group.uuid !== group.uuid);
}

function disagreements<Where>(all: readonly Witness<Where>[], best: Witness<Where>): readonly DiskProblem[] {
  const listed = new Set(best.group.pvs.map(({ uuid }) => uuid));
  const told = all.flatMap(({ pv, group }) => {
    const uuid = dashedUuid(pv.label.uuid);
    const { sequence } = best.group;
    if (!listed.has(pv.label.uuid) && group === best.group)
      return [damaged(`PV ${uuid} has the metadata of this group, and is not listed in it`)];
    if (!listed.has(pv.label.uuid))
      return [
        note(
          `PV ${uuid} says that it is of this group, whose newest metadata (change ${sequence ?? 'unknown'}) does not list it`,
        ),
      ];
    if (pv.dispute !== null && group.sequence === sequence) return [damaged(`PV ${uuid}: ${pv.dispute}`)];
    if (group === best.group) return [];
    const [first] = allDamage(best.group).length === 0 ? allDamage(group) : [];
    if (first && (group.sequence === sequence || group.sequence === null))
      return [repaired(`the copy on PV ${uuid} is damaged: ${damageText(first)}`, best)];
    if (group.sequence !== null && sequence !== null && group.sequence < sequence)
      return [note(`PV ${uuid} is behind: it has change ${group.sequence} of the group, not ${sequence}`)];
    if (saying(group) !== saying(best.group))
      return [
        damaged(`PV ${uuid} has other metadata of the same change ${sequence ?? 'unknown'} of the group`),
      ];
    return [];
  });
  const texts = new Set<string>();
  return told.filter(({ text }) => !texts.has(text) && texts.add(text));
}

function repaired<Where>(text: string, { pv }: Witness<Where>): DiskProblem {
  return { kind: 'repaired', text: `${text}; that on PV ${dashedUuid(pv.label.uuid)} was read instead` };
}
