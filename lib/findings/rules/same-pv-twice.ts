import type { DevNo } from '../../block/dev-no.ts';
import { holdersOf } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import { signatureOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import { isSnapshot } from '../nesting.ts';
import type { Survey } from '../survey.ts';
import { nameOf, partOf, someOf } from '../words.ts';

/**
 * One PV UUID on two devices that have nothing to do with each other: a cloned disk, an image copied with dd, a LUN that
 * is visible by two ways without multipath. Not a finding: one of them standing on the other (a loop over a partition,
 * paths below a map), and a snapshot beside its origin, which is a copy by its nature.
 */
export const samePvTwice: Rule = {
  name: 'same-pv',
  find: (survey) => {
    const byUuid = new Map<string, Device[]>();
    for (const device of survey.stack.devices) {
      const { type, uuid } = device.fileSystem ?? {};
      if (type !== 'LVM2_member' || !uuid || isReplica(device) || isCopyByNature(device, survey)) continue;
      byUuid.set(uuid, [...(byUuid.get(uuid) ?? []), device]);
    }
    return [...byUuid].flatMap(([uuid, devices]) => {
      const tops = devices.length > 1 ? withoutThoseBelow(devices, survey) : [];
      return tops.length > 1 ? [draftOf(uuid, tops)] : [];
    });
  },
};

/** DRBD tells sysfs nothing of the device it stands on, which shows the same PV. */
function isReplica({ kname }: Device): boolean {
  return /^drbd\d/.test(kname ?? '');
}

/** Of a copy, and of what looks into it, the volumes are told by the rules on volume groups. */
function isCopyByNature(device: Device, survey: Survey): boolean {
  const seen = new Set<DevNo>();
  const pending = [device];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (isSnapshot(at, survey.index) || survey.thinCopies.has(at.devNo)) return true;
    for (const { base } of at.bases) {
      const below = seen.has(base) ? undefined : survey.index.byDevNo.get(base);
      seen.add(base);
      if (below) pending.push(below);
    }
  }
  return false;
}

/** One that another of them stands on is the same PV seen from below. */
function withoutThoseBelow(devices: readonly Device[], { index }: Survey): readonly Device[] {
  const same = new Set(devices);
  return devices.filter((device) => {
    const seen = new Set<DevNo>([device.devNo]);
    for (const devNo of seen) {
      for (const { holder } of holdersOf(index, devNo)) {
        if (same.has(holder)) return false;
        seen.add(holder.devNo);
      }
    }
    return true;
  });
}

function draftOf(uuid: string, devices: readonly Device[]): Draft {
  return {
    cause: [uuid, ...devices.map(({ identity }) => identity)],
    severity: 'warning',
    title: `The same PV is on ${someOf(devices.map(nameOf))}`,
    devices: devices.map((device) => partOf(device, 'has this PV UUID')),
    evidence: devices.flatMap(signatureOf),
    consequence:
      'LVM picks one of them and warns, or refuses to activate the group; after the next boot it may pick the other, and data written since seems lost.',
    advice: [
      'If one is a copy, hide it from LVM (devices file, filter), or give it names of its own with vgimportclone. If they are paths to one disk, set up multipath.',
    ],
    intent: null,
  };
}
