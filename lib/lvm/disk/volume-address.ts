import type { Understood } from '../../dm/target-type.ts';
import { printableHostText } from '../../text/host-text.ts';
import type { Scan, ScannedGroup, ScannedVolume } from './scan.ts';

/** Address of the volume that a place lies in, with the volumes that that lies in before it; empty where there is none. */
function containerOf(scan: Scan, place: number): string {
  const at = scan.places[place]?.at;
  switch (at?.kind) {
    case 'partition':
      return containerOf(scan, at.of);
    case 'volume': {
      const group = scan.groups.find(({ id }) => id === at.group);
      return group ? `${addressOf(scan, group, at.volume)}/` : '';
    }
    default:
      return '';
  }
}

/** `vg/lv`, and for a volume in a disk that is a volume itself `vg/lv/guest-vg/guest-lv`. Names are as LVM has them. */
export function addressOf(scan: Scan, { group, pvs, readAt }: ScannedGroup, volume: string): string {
  const place = pvs.find(({ at }) => at.length > 0)?.at[0] ?? readAt;
  return `${containerOf(scan, place)}${group.name}/${volume}`;
}

/** A volume by its address, or the end of it where that is enough. */
export function findVolume(
  scan: Scan,
  wanted: string,
): Understood<{ readonly group: ScannedGroup; readonly found: ScannedVolume }> {
  const matches = scan.groups.flatMap((group) =>
    group.volumes.flatMap((found) => {
      if (!wanted.endsWith(found.volume.name)) return [];
      const address = addressOf(scan, group, found.volume.name);
      return address === wanted || address.endsWith(`/${wanted}`) ? [{ group, found, address }] : [];
    }),
  );
  const exact = matches.filter(({ address }) => address === wanted);
  const [match, ...others] = exact.length === 1 ? exact : matches;
  if (!match) return { ok: false, reason: `there is no volume ${printableHostText(wanted)}` };
  if (others.length === 0) return { ok: true, value: match };
  const addresses = [...new Set(matches.map(({ address }) => printableHostText(address)))];
  const isInOne = matches.every(({ group }) => group === match.group);
  const reason =
    addresses.length > 1
      ? `there are several; say which: ${addresses.join(', ')}`
      : isInOne
        ? `the metadata has ${matches.length} volumes of this name, and which one is meant cannot be known`
        : 'it is there in several places; name fewer paths';
  return { ok: false, reason: `${printableHostText(wanted)}: ${reason}` };
}
