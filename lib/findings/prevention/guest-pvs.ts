import type { Door, GuestPv } from '../../lvm/what-lvm-would-do.ts';
import type { Device } from '../../stack/stack.ts';
import type { Nesting } from '../nesting.ts';
import { idsOf, pathsOf } from '../pv-names.ts';

/**
 * The PV that a guest's group was activated on, and the same as it would be behind the other doors: what stops LVM at one of them
 * often leaves the next one open. A door that nobody opened yet gets the names that kpartx or losetup would give.
 */
export function guestPvs(nesting: Nesting): readonly GuestPv[] {
  const { group, carrier, way } = nesting;
  const pv = way[0] ?? carrier;
  const door = doorOf(nesting);
  const named = (paths: readonly string[], ids: readonly string[]) => ({
    paths,
    ids,
    groupName: group.name,
    volumeBelow: null,
  });
  const of = (device: Device) => named(pathsOf(device), idsOf(device));
  const volume: GuestPv = { door: 'volume', ...of(carrier) };
  const name = carrier.dm?.rawName ?? carrier.name;
  const map = ['/dev/dm-999', `/dev/mapper/${name}1`, `/dev/disk/by-id/dm-name-${name}1`];
  const layer: GuestPv = { door: 'layer', ...(door === 'layer' ? of(pv) : named(map, [])) };
  const loop: GuestPv = { door: 'loop', ...(door === 'loop' ? of(pv) : named(['/dev/loop999'], [])) };
  return [volume, layer, { ...loop, volumeBelow: volume }];
}

/** What the PV is on. */
export function doorOf({ way: [pv] }: Nesting): Door {
  if (pv === undefined) return 'volume';
  return pv.kind === 'loop' || pv.kind === 'nbd' ? 'loop' : 'layer';
}
