import type { DevNo } from '../block/dev-no.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import { classifyDmUuid } from '../dm/uuid.ts';
import type { InsideAsRead, PvAsRead } from '../lvm/inside.ts';
import type { Peeked } from '../lvm/parse-inside.ts';
import type { Device } from './stack.ts';

export type PeekedDevice = Pick<Peeked, 'devNo' | 'name' | 'uuid'> & { readonly sizeBytes: number | null };

const NOTHING: Pick<Device, 'inside'> = {};

/** What was found in a device, if it is still the one that was read: a number is given anew as soon as it is free. */
export function createInsides({
  peeked,
  dmInfo,
}: Pick<Snapshot, 'peeked'> & { readonly dmInfo: readonly { readonly uuid: string }[] }) {
  if (peeked === null) return () => NOTHING;
  const byDevNo = new Map<DevNo, Peeked>(peeked.map((each) => [each.devNo, each]));
  const active = new Set(dmInfo.map(({ uuid }) => groupOf(uuid)));

  function withActive({ group, ...pv }: PvAsRead) {
    return { ...pv, group: group && { ...group, isActive: active.has(group.uuid) } };
  }
  function inside({ pvs, ...read }: InsideAsRead): Pick<Device, 'inside'> {
    return { inside: { ...read, pvs: pvs.map(withActive) } };
  }
  return ({ devNo, name, uuid, sizeBytes }: PeekedDevice): Pick<Device, 'inside'> => {
    const found = byDevNo.get(devNo);
    const isSame = found?.name === name && found.uuid === uuid && found.sizeBytes === sizeBytes;
    return isSame && found.inside ? inside(found.inside) : NOTHING;
  };
}

/** Of the volume group, for a device that is one of its volumes. */
function groupOf(uuid: string): string | null {
  const made = classifyDmUuid(uuid);
  return made.kind === 'lvm' ? made.vgUuid : null;
}
