import type { Device } from './stack.ts';

/**
 * Device numbers are given anew at every boot and re-used within one, so across snapshots a device is known by what
 * stays with it: its device-mapper UUID, its array's, its hardware's or its partition's. The paths of a multipath
 * share a WWN; where several devices claim one identity, the kernel's name tells them apart.
 */
export function identities(devices: readonly Unidentified[]): readonly Device[] {
  const claims = devices.map(claimOf);
  const counts = new Map<string, number>();
  for (const claim of claims) counts.set(claim, (counts.get(claim) ?? 0) + 1);
  devices.forEach((device, i) => {
    const claim = claims[i] ?? '';
    device.identity = (counts.get(claim) ?? 0) > 1 ? `${claim}@${device.kname ?? device.devNo}` : claim;
  });
  return devices;
}

/** A device while its identity is still to be found: it is filled in, since copying ten thousand devices costs. */
export type Unidentified = Omit<Device, 'identity'> & { identity: string };

function claimOf(device: Unidentified): string {
  // Apart from the kernel's names: a device called loop0 must not change what /dev/loop0 is known by.
  if (device.dm) return device.dm.uuid === '' ? `dm-name:${device.dm.rawName}` : `dm:${device.dm.uuid}`;
  if (device.md?.uuid) return `md:${device.md.uuid}`;
  const partUuid = device.links.find((link) => link.startsWith('disk/by-partuuid/'));
  if (device.partition && partUuid) return `partuuid:${partUuid.slice('disk/by-partuuid/'.length)}`;
  if (device.kind === 'disk' && device.hardware?.wwn) return `wwn:${device.hardware.wwn}`;
  return `name:${device.kname ?? device.devNo}`;
}
