import { repairedBy } from './disk-problem.ts';
import { dashedUuid } from './lvm-words.ts';
import { placeName } from './place-name.ts';
import type { Place, ScannedGroup } from './scan.ts';

/** What is damaged of a PV whose group was read from another one of its PVs is made up for by that. */
export function withRepairs(
  place: Place,
  at: number,
  { groups, places }: { readonly groups: readonly ScannedGroup[]; readonly places: readonly Place[] },
): Place {
  const { pv } = place;
  const group = groups.find(({ pvs }) => pvs.some((each) => each.at.includes(at)));
  const other = group && places[group.readAt]?.pv;
  if (pv.kind !== 'pv' || pv.group !== null || !group || other?.kind !== 'pv') return place;
  const copy = `that on PV ${dashedUuid(other.label.uuid)}, ${placeName(places, group.readAt)},`;
  return {
    ...place,
    problems: place.problems.flatMap((each) => (pv.lost.includes(each) ? repairedBy([each], copy) : [each])),
  };
}
