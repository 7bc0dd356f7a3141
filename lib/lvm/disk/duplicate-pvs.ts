import { printableHostText } from '../../text/host-text.ts';
import { dashedUuid } from './lvm-words.ts';
import { placeName } from './place-name.ts';
import type { DuplicatePv, Place, Scan, ScannedGroup } from './scan.ts';

/**
 * PVs that were found in several places. Which of two copies is the one that counts nothing tells; a place is read only by a group that has
 * no other for this PV.
 */
export function duplicatePvs(
  places: readonly Place[],
  groups: readonly ScannedGroup[],
): readonly DuplicatePv[] {
  const found = places.flatMap(({ pv }, place) => (pv.kind === 'pv' ? [{ uuid: pv.label.uuid, place }] : []));
  const readers = new Map<number, string>();
  for (const { id, pvs } of groups)
    for (const { at } of pvs) if (at.length === 1) for (const place of at) readers.set(place, id);
  return [...Map.groupBy(found, ({ uuid }) => uuid)]
    .filter(([, all]) => all.length > 1)
    .map(([uuid, all]) => ({
      uuid,
      places: all.map(({ place }) => ({ place, group: readers.get(place) ?? null })),
    }));
}

const MOST_TOLD = 8;

/** `PV … is there 2 times: a.img, read for VG guest, and b.img, read for VG guest`. */
export function duplicateText(scan: Pick<Scan, 'places' | 'groups'>, { uuid, places }: DuplicatePv): string {
  const names = new Map(scan.groups.map(({ id, group }) => [id, group.name]));
  const told = places.slice(0, MOST_TOLD).map(({ place, group }) => {
    const use = group === null ? 'not read' : `read for VG ${printableHostText(names.get(group) ?? '')}`;
    return `${placeName(scan.places, place)} (${use})`;
  });
  const more = places.length > MOST_TOLD ? [`and ${places.length - MOST_TOLD} more`] : [];
  const why = places.some(({ group }) => group === null)
    ? '; which copy counts cannot be known, so one that is not the only one of its group is not read'
    : '; each is read as a disk of its own';
  return `PV ${dashedUuid(uuid)} is there ${places.length} times: ${[...told, ...more].join(', ')}${why}`;
}
