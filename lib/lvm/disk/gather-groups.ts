import type { PvFound } from './read-pv.ts';
import type { LvmGroup } from './volume-group.ts';

export type Pv = Extract<PvFound, { kind: 'pv' }>;

/** A group put together from whatever PVs there are; `Where` is how the caller tells them apart. */
export type GatheredGroup<Where> = {
  /** By the newest metadata that any of them has. */
  readonly group: LvmGroup;
  /** In the order of the group's own list. */
  readonly pvs: readonly {
    readonly key: string;
    readonly uuid: string;
    /** More than one for copies of the same PV, which cannot be told apart; none for a PV that is missing. */
    readonly at: readonly Where[];
  }[];
  readonly problems: readonly string[];
};

type Seen<Where> = { readonly where: Where; readonly pv: Pv };

/**
 * Groups by UUID, since names are no more than names. A PV that keeps no metadata of its own is taken by the group that lists it.
 */
export function gatherGroups<Where>(seen: readonly Seen<Where>[]): readonly GatheredGroup<Where>[] {
  const byUuid = Map.groupBy(seen, ({ pv }) => pv.label.uuid);
  const witnesses = seen.flatMap(({ where, pv }) => (pv.group ? [{ where, pv, group: pv.group }] : []));
  return [...Map.groupBy(witnesses, ({ group }) => group.uuid).values()].flatMap((all) => {
    const [newest] = all.toSorted((a, b) => b.group.sequence - a.group.sequence);
    if (!newest) return [];
    const { group } = newest;
    const pvs = group.pvs.map(({ key, uuid }) => ({
      key,
      uuid,
      at: (byUuid.get(uuid) ?? []).filter(({ pv }) => !isOfAnother(pv, group)).map(({ where }) => where),
    }));
    return [{ group, pvs, problems: [...disagreements(all, group), ...shared(pvs)] }];
  });
}

function isOfAnother(pv: Pv, group: LvmGroup): boolean {
  return pv.group !== null && pv.group.uuid !== group.uuid;
}

function disagreements<Where>(
  all: readonly (Seen<Where> & { readonly group: LvmGroup })[],
  newest: LvmGroup,
): string[] {
  const listed = new Set(newest.pvs.map(({ uuid }) => uuid));
  const told = all.flatMap(({ pv, group }) => {
    const { uuid } = pv.label;
    if (!listed.has(uuid))
      return [
        `PV ${uuid} says that it is of this group, whose newest metadata (change ${newest.sequence}) does not list it`,
      ];
    if (group.sequence < newest.sequence)
      return [`PV ${uuid} is behind: it has change ${group.sequence} of the group, not ${newest.sequence}`];
    if (group !== newest && saying(group) !== saying(newest))
      return [`PV ${uuid} tells another story of change ${newest.sequence} of the group`];
    return [];
  });
  return [...new Set(told)];
}

function shared(pvs: GatheredGroup<unknown>['pvs']): string[] {
  return pvs.flatMap(({ uuid, at }) =>
    at.length > 1 ? [`PV ${uuid} is there ${at.length} times, and which one counts cannot be told`] : [],
  );
}

/** What a metadata text says of its group, but for what the head of each copy may have of its own. */
function saying(group: LvmGroup): string {
  return JSON.stringify({ ...group, timeSeconds: null, writtenOn: '' }, (_, value) =>
    value instanceof Map ? [...value] : typeof value === 'bigint' ? String(value) : value,
  );
}
