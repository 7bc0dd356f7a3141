import type { Device } from '../../stack/stack.ts';
import { pathsOf } from '../pv-names.ts';

/**
 * A filter that lets in these PVs and nothing else, each by a name that stays: a WWN, a UUID. From 2.03.14 on that would
 * keep the host's own groups inactive at boot, since udev's rule asks before there is such a name; but there the devices
 * file does better. Links by PV UUID are of no use: a snapshot of a guest's disk may get them too.
 */
export function allowList(pvs: readonly Device[]): readonly string[] {
  const paths = new Set(pvs.map(stablePathOf));
  return [...[...paths].map((path) => `a|^${escaped(path)}$|`), 'r|.*|'];
}

/** The kernel's own name where the host has no better one. */
export function stablePathOf(pv: Device): string {
  const paths = pathsOf(pv);
  const [stable] = STABLE.flatMap((pattern) => paths.find((path) => pattern.test(path)) ?? []);
  return stable ?? paths[0] ?? `/dev/${pv.name}`;
}

/** The best first. */
const STABLE: readonly RegExp[] = [
  /^\/dev\/disk\/by-id\/dm-uuid-/,
  /^\/dev\/mapper\//,
  /^\/dev\/disk\/by-id\/md-uuid-/,
  /^\/dev\/disk\/by-id\/wwn-/,
  /^\/dev\/disk\/by-id\/nvme-eui\./,
  /^\/dev\/disk\/by-id\/(?:nvme|scsi|ata|virtio)-/,
  /^\/dev\/disk\/by-partuuid\//,
];

function escaped(path: string): string {
  return path.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&');
}
